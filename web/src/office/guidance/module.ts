import type { Feature } from '@/office/feature'

export default {
  routes: [
    {
      path: 'guidance',
      component: () => import('@/office/guidance/InquiryList.vue'),
      meta: { title: 'guidance.title', may: ['guidance.read'] },
    },
    {
      path: 'guidance/new',
      component: () => import('@/office/guidance/InquiryNew.vue'),
      meta: { title: 'guidance.new', may: ['guidance.ask', 'guidance.answer'] },
    },
    {
      path: 'guidance/faq',
      component: () => import('@/office/guidance/FaqList.vue'),
      meta: { title: 'faq.title' },
    },
    {
      path: 'guidance/faq/new',
      component: () => import('@/office/guidance/FaqNew.vue'),
      meta: { title: 'faq.new', may: ['guidance.answer'] },
    },
    {
      path: 'guidance/faq/:id',
      component: () => import('@/office/guidance/FaqPage.vue'),
      props: true,
      meta: { title: 'faq.one' },
    },
    {
      path: 'guidance/visits',
      component: () => import('@/office/guidance/VisitList.vue'),
      meta: { title: 'visit.title', may: ['guidance.read'] },
    },
    {
      path: 'guidance/visits/new',
      component: () => import('@/office/guidance/VisitNew.vue'),
      meta: { title: 'visit.new', may: ['guidance.record'] },
    },
    {
      path: 'guidance/visits/:id',
      component: () => import('@/office/guidance/VisitPage.vue'),
      props: true,
      meta: { title: 'visit.one', may: ['guidance.read'] },
    },
    {
      path: 'guidance/:id',
      component: () => import('@/office/guidance/InquiryPage.vue'),
      props: true,
      meta: { title: 'guidance.one' },
    },
  ],
  menu: [
    {
      to: '/office/guidance',
      title: 'guidance.title',
      group: 'together',
      order: 45,
      key: '6',
      may: ['guidance.read'],
    },
    {
      to: '/office/guidance/faq',
      title: 'faq.title',
      group: 'find',
      order: 40,
      key: '7',
      roles: ['security-reviewer', 'auditor', 'system-administrator', 'security-administrator'],
    },
  ],
} satisfies Feature
