import type { Feature } from '@/office/feature'

export default {
  routes: [
    {
      path: 'favourites',
      component: () => import('@/office/savedsearch/FavouriteList.vue'),
      meta: { title: 'favourite.title' },
    },
    {
      path: 'saved-searches',
      component: () => import('@/office/savedsearch/SavedSearchList.vue'),
      meta: { title: 'saved.title', menu: '/office/favourites' },
    },
  ],
  menu: [{ to: '/office/favourites', title: 'favourite.menu', group: 'find', order: 20, key: 'v' }],
} satisfies Feature
