import type { Feature } from '@/office/feature'

export default {
  routes: [
    {
      path: 'catalog/:id',
      component: () => import('@/office/catalog/EntryView.vue'),
      props: true,
      meta: { title: 'entry.title' },
    },
    { path: 'entries', component: () => import('@/office/catalog/EntryList.vue'), meta: { title: 'entries.title' } },
    { path: 'imports', component: () => import('@/office/catalog/ImportList.vue'), meta: { title: 'import.title' } },
    {
      path: 'imports/:run',
      component: () => import('@/office/catalog/ImportPage.vue'),
      props: true,
      meta: { title: 'import.title' },
    },
  ],
  menu: [
    {
      to: '/office/entries',
      title: 'entries.title',
      group: 'holdings',
      order: 40,
      key: 'e',
      may: ['catalog.read', 'catalog.write', 'catalog.oversee'],
    },
    { to: '/office/imports', title: 'import.title', group: 'holdings', order: 50, key: 'p', may: ['catalog.write'] },
  ],
} satisfies Feature
