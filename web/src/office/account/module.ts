import type { RouteRecordRaw } from 'vue-router'

export const accountRoutes: RouteRecordRaw[] = [
  { path: 'password', component: () => import('@/office/account/PasswordPage.vue'), meta: { title: 'account.title' } },
  { path: 'delegations', component: () => import('@/office/account/DelegationPage.vue'), meta: { title: 'delegation.title' } },
  { path: 'accounts', component: () => import('@/office/account/AccountList.vue'), meta: { title: 'accounts.title' } },
  { path: 'audit', component: () => import('@/office/account/AuditPage.vue'), meta: { title: 'audit.title' } },
]
