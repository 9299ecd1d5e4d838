import type { Feature } from '@/office/feature'

export default {
  routes: [
    {
      path: 'jobs/undelivered',
      component: () => import('@/office/delivery/UndeliveredList.vue'),
      meta: { title: 'delivery.title', may: ['delivery.read'] },
    },
  ],
  // A tab of the jobs.
  menu: [],
} satisfies Feature
