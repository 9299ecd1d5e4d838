import type { Feature } from '@/office/feature'

export default {
  routes: [
    {
      path: 'cockpit',
      component: () => import('@/office/cockpit/CockpitPage.vue'),
      meta: { title: 'cockpit.title', may: ['cockpit.read'] },
    },
  ],
  menu: [
    { to: '/office/cockpit', title: 'cockpit.title', group: 'oversight', order: 5, key: 'k', may: ['cockpit.read'] },
  ],
} satisfies Feature
