import type { Feature } from '@/office/feature'

export default {
  routes: [
    {
      path: 'institution',
      component: () => import('@/office/institution/UnitList.vue'),
      meta: { title: 'institution.title' },
    },
    {
      path: 'institution/acts',
      component: () => import('@/office/institution/ActList.vue'),
      meta: { title: 'unitAct.list' },
    },
    {
      path: 'institution/acts/new',
      component: () => import('@/office/institution/ActWizard.vue'),
      meta: { title: 'unitAct.new', roles: ['bureau-operator', 'system-administrator'] },
    },
    {
      path: 'institution/officers',
      component: () => import('@/office/institution/OfficerList.vue'),
      meta: { title: 'officer.title' },
    },
    {
      path: 'institution/terms',
      component: () => import('@/office/institution/TermList.vue'),
      meta: { title: 'term.title' },
    },
    {
      path: 'institution/duties',
      component: () => import('@/office/institution/DutyList.vue'),
      meta: { title: 'duty.title' },
    },
    {
      path: 'institution/workbook',
      component: () => import('@/office/institution/WorkbookPage.vue'),
      meta: { title: 'workbook.title', roles: ['bureau-operator', 'system-administrator'] },
    },
    {
      path: 'institution/:code',
      component: () => import('@/office/institution/UnitPage.vue'),
      props: true,
      meta: { title: 'institution.unit' },
    },
  ],
  menu: [{ to: '/office/institution', title: 'institution.title', group: 'house', order: 10, key: 'i' }],
} satisfies Feature
