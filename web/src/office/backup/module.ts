import type { Feature } from '@/office/feature'

export default {
  routes: [
    {
      path: 'jobs/drills',
      component: () => import('@/office/backup/DrillList.vue'),
      meta: { title: 'backup.title', may: ['backup.read'] },
    },
  ],
  // A tab of the jobs.
  menu: [],
} satisfies Feature
