import type { Feature } from '@/office/feature'

export default {
  routes: [
    { path: 'catalog', component: () => import('@/office/search/SearchPage.vue'), meta: { title: 'search.title' } },
    { path: 'synonyms', component: () => import('@/office/search/SynonymPage.vue'), meta: { title: 'synonym.title' } },
  ],
  menu: [
    { to: '/office/catalog', title: 'search.title', key: 's', order: 20 },
    { to: '/office/synonyms', title: 'synonym.title', key: 'y', order: 35, roles: ['bureau-operator'] },
  ],
} satisfies Feature
