import type { Feature } from '@/office/feature'

export default {
  routes: [
    {
      path: 'follow-ups',
      component: () => import('@/office/followup/FollowUpList.vue'),
      meta: { title: 'followUp.title' },
    },
    {
      path: 'follow-ups/new',
      component: () => import('@/office/followup/FollowUpNew.vue'),
      meta: { title: 'followUp.new', may: ['followup.give'] },
    },
    {
      path: 'follow-ups/calendar',
      component: () => import('@/office/followup/FollowUpCalendar.vue'),
      meta: { title: 'followUp.calendar' },
    },
    {
      path: 'follow-ups/chart',
      component: () => import('@/office/followup/FollowUpChart.vue'),
      meta: { title: 'followUp.chart' },
    },
    {
      path: 'follow-ups/rates',
      component: () => import('@/office/followup/FollowUpRates.vue'),
      meta: { title: 'followUp.rates' },
    },
    {
      path: 'follow-ups/workbook',
      component: () => import('@/office/followup/PlanWorkbook.vue'),
      meta: { title: 'planWorkbook.title', may: ['followup.give'] },
    },
    {
      path: 'follow-ups/papers',
      component: () => import('@/office/followup/PaperList.vue'),
      meta: { title: 'paper.title' },
    },
    {
      path: 'follow-ups/papers/new',
      component: () => import('@/office/followup/PaperNew.vue'),
      meta: { title: 'paper.new', may: ['followup.keep-papers'] },
    },
    {
      path: 'follow-ups/papers/:id',
      component: () => import('@/office/followup/PaperPage.vue'),
      props: true,
      meta: { title: 'paper.one' },
    },
    {
      path: 'follow-ups/:id',
      component: () => import('@/office/followup/FollowUpPage.vue'),
      props: true,
      meta: { title: 'followUp.one' },
    },
    {
      path: 'follow-ups/:id/edit',
      component: () => import('@/office/followup/FollowUpEdit.vue'),
      props: true,
      meta: { title: 'followUp.edit', may: ['followup.give'] },
    },
  ],
  menu: [
    {
      to: '/office/follow-ups',
      title: 'followUp.title',
      group: 'desk',
      order: 35,
      key: 'f',
      may: ['followup.read'],
    },
  ],
} satisfies Feature
