import type { Feature } from '@/office/feature'

export default {
  routes: [
    {
      path: 'chain',
      component: () => import('@/office/chain/ChainList.vue'),
      meta: { title: 'chain.title', may: ['catalog.read', 'catalog.oversee'] },
    },
  ],
  menu: [],
} satisfies Feature
