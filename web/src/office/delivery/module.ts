import type { Feature } from '@/office/feature'

export default {
  routes: [
    {
      path: 'undelivered-events',
      component: () => import('@/office/delivery/UndeliveredList.vue'),
      meta: { title: 'delivery.title', may: ['delivery.read'] },
    },
  ],
  menu: [
    {
      to: '/office/undelivered-events',
      title: 'delivery.title',
      group: 'house',
      order: 55,
      key: 'q',
      may: ['delivery.read'],
    },
  ],
} satisfies Feature
