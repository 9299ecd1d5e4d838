import type { Feature } from '@/office/feature'

export default {
  routes: [
    { path: 'demands', component: () => import('@/office/demand/DemandList.vue'), meta: { title: 'demand.title' } },
    {
      path: 'demands/new',
      component: () => import('@/office/demand/DemandNew.vue'),
      meta: { title: 'demand.new', may: ['demand.write'] },
    },
    {
      path: 'demands/:id',
      component: () => import('@/office/demand/DemandPage.vue'),
      props: true,
      meta: { title: 'demand.one' },
    },
  ],
  menu: [
    { to: '/office/demands/new', title: 'demand.new', group: 'find', order: 30, key: 'w', may: ['demand.write'] },
    {
      to: '/office/demands',
      title: 'demand.title',
      group: 'together',
      order: 10,
      key: 'x',
      may: ['demand.read', 'demand.write', 'demand.oversee'],
    },
  ],
} satisfies Feature
