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
    { to: '/office/catalog', title: 'search.title', group: 'find', order: 10, key: 's' },
    { to: '/office/saved-searches', title: 'saved.title', group: 'find', order: 20, key: 'v' },
    { to: '/office/synonyms', title: 'synonym.title', group: 'house', order: 70, key: 'y', roles: ['bureau-operator'] },
  ],
} satisfies Feature
