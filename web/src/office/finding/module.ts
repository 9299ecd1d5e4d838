import type { Feature } from '@/office/feature'

export default {
  routes: [
    { path: 'catalog', component: () => import('@/office/finding/SearchPage.vue'), meta: { title: 'search.title' } },
    {
      path: 'saved-searches',
      component: () => import('@/office/finding/SavedSearchList.vue'),
      meta: { title: 'saved.title' },
    },
    { path: 'synonyms', component: () => import('@/office/finding/SynonymPage.vue'), meta: { title: 'synonym.title' } },
  ],
  menu: [
    { to: '/office/catalog', title: 'search.title', key: 's', order: 20 },
    { to: '/office/saved-searches', title: 'saved.title', key: 'v', order: 21 },
    { to: '/office/synonyms', title: 'synonym.title', key: 'y', order: 35, roles: ['bureau-operator'] },
  ],
} satisfies Feature
