import type { Feature } from '@/office/feature'

export default {
  routes: [
    { path: 'settings', component: () => import('@/office/settings/RuleList.vue'), meta: { title: 'rule.title' } },
    {
      path: 'settings/:module/:name',
      component: () => import('@/office/settings/RulePage.vue'),
      props: (route) => ({ id: `${String(route.params.module)}.${String(route.params.name)}` }),
      meta: { title: 'rule.one' },
    },
  ],
  menu: [{ to: '/office/settings', title: 'rule.title', group: 'house', order: 60, key: 'g' }],
} satisfies Feature
