import type { RouteRecordRaw } from 'vue-router'

export const institutionRoutes: RouteRecordRaw[] = [
  { path: 'institution', component: () => import('@/office/institution/UnitList.vue'), meta: { title: 'institution.title' } },
  { path: 'institution/:code', component: () => import('@/office/institution/UnitPage.vue'), props: true, meta: { title: 'institution.unit' } },
]
