import type { Feature } from '@/office/feature'

export default {
  routes: [{ path: 'jobs', component: () => import('@/office/job/JobList.vue'), meta: { title: 'job.title' } }],
  menu: [
    {
      to: '/office/jobs',
      title: 'job.title',
      group: 'house',
      order: 50,
      key: 'z',
      roles: ['data-steward', 'unit-cdo', 'bureau-operator', 'system-administrator'],
    },
  ],
} satisfies Feature
