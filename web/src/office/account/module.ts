import type { RouteRecordRaw } from 'vue-router'

export const accountRoutes: RouteRecordRaw[] = [
  { path: 'password', component: () => import('@/office/account/PasswordPage.vue'), meta: { title: 'account.title' } },
  { path: 'audit', component: () => import('@/office/account/AuditPage.vue'), meta: { title: 'audit.title' } },
]
