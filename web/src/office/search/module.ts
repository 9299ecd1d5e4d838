import type { Feature } from '@/office/feature'

export default {
  routes: [
    { path: 'catalog', component: () => import('@/office/search/SearchPage.vue'), meta: { title: 'search.title' } },
    { path: 'synonyms', component: () => import('@/office/search/SynonymPage.vue'), meta: { title: 'synonym.title' } },
  ],
  menu: [
    { to: '/office/catalog', title: 'search.title', group: 'find', order: 10, key: 's' },
    { to: '/office/synonyms', title: 'synonym.title', group: 'house', order: 70, key: 'y', may: ['search.synonyms'] },
  ],
} satisfies Feature
