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
      group: 'house',
      order: 30,
      key: 'd',
      roles: ['city-cdo', 'city-executive-officer', 'unit-cdo', 'data-steward', 'bureau-operator', 'security-reviewer'],
    },
    {
      to: '/office/accounts',
      title: 'accounts.title',
      group: 'house',
      order: 40,
      key: 'u',
      may: ['account.read'],
    },
    { to: '/office/audit', title: 'audit.title', group: 'oversight', order: 90, key: 'a', roles: ['auditor'] },
  ],
} satisfies Feature
