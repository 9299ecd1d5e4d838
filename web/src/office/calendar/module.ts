import type { Feature } from '@/office/feature'

export default {
  routes: [
    {
      path: 'settings/calendar',
      component: () => import('@/office/calendar/YearList.vue'),
      meta: { title: 'workCalendar.title' },
    },
    {
      path: 'settings/moved-terms',
      component: () => import('@/office/calendar/MovedTerms.vue'),
      meta: { title: 'movedTerm.title', may: ['calendar.oversee'] },
    },
  ],
  menu: [],
} satisfies Feature
