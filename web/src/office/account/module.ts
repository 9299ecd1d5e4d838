import type { Feature } from '@/office/feature'

export default {
  routes: [
    {
      path: 'password',
      component: () => import('@/office/account/PasswordPage.vue'),
      meta: { title: 'account.title' },
    },
    {
      path: 'delegations',
      component: () => import('@/office/account/DelegationPage.vue'),
      meta: { title: 'delegation.title' },
    },
    {
      path: 'accounts',
      component: () => import('@/office/account/AccountList.vue'),
      meta: { title: 'accounts.title' },
    },
    { path: 'audit', component: () => import('@/office/account/AuditPage.vue'), meta: { title: 'audit.title' } },
  ],
  menu: [
    {
      to: '/office/delegations',
      title: 'delegation.title',
      key: 'd',
      order: 80,
      roles: ['city-cdo', 'city-executive-officer', 'unit-cdo', 'data-steward', 'bureau-operator', 'security-reviewer'],
    },
    { to: '/office/accounts', title: 'accounts.title', key: 'u', order: 90, roles: ['system-administrator'] },
    { to: '/office/audit', title: 'audit.title', key: 'a', order: 100, roles: ['auditor'] },
  ],
} satisfies Feature
