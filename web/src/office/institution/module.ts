import type { Feature } from '@/office/feature'

export default {
  routes: [
    { path: 'institution', component: () => import('@/office/institution/UnitList.vue'), meta: { title: 'institution.title' } },
    { path: 'institution/:code', component: () => import('@/office/institution/UnitPage.vue'), props: true, meta: { title: 'institution.unit' } },
  ],
  menu: [
    { to: '/office/institution', title: 'institution.title', key: 'i', order: 70 },
  ],
} satisfies Feature
