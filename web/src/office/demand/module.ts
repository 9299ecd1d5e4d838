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
    {
      to: '/office/demands',
      title: 'demand.title',
      key: 'x',
      order: 35,
      roles: ['data-steward', 'unit-cdo', 'bureau-operator', 'city-cdo', 'city-executive-officer'],
    },
  ],
} satisfies Feature
