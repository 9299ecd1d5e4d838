import type { Feature } from '@/office/feature'

export default {
  routes: [
    {
      path: 'saved-searches',
      component: () => import('@/office/savedsearch/SavedSearchList.vue'),
      meta: { title: 'saved.title' },
    },
  ],
  menu: [{ to: '/office/saved-searches', title: 'saved.title', group: 'find', order: 20, key: 'v' }],
} satisfies Feature
