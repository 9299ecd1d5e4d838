import type { Feature } from '@/office/feature'

export default {
  routes: [
    { path: 'demands', component: () => import('@/office/demand/DemandList.vue'), meta: { title: 'demand.title' } },
    {
      path: 'demands/new',
      component: () => import('@/office/demand/DemandNew.vue'),
      meta: { title: 'demand.new', roles: ['data-steward'] },
    },
    {
      path: 'demands/:id',
      component: () => import('@/office/demand/DemandPage.vue'),
      props: true,
      meta: { title: 'demand.one' },
    },
  ],
  menu: [
    { to: '/office/demands/new', title: 'demand.new', group: 'find', order: 30, key: 'w', roles: ['data-steward'] },
    {
      to: '/office/demands',
      title: 'demand.title',
      group: 'together',
      order: 10,
      key: 'x',
      roles: ['data-steward', 'unit-cdo', 'bureau-operator', 'city-cdo', 'city-executive-officer'],
    },
  ],
} satisfies Feature
