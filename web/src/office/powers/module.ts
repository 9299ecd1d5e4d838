import type { Feature } from '@/office/feature'

export default {
  routes: [
    {
      path: 'two-persons',
      component: () => import('@/office/powers/MatterList.vue'),
      meta: { title: 'matter.title' },
    },
    {
      path: 'two-persons/:id',
      component: () => import('@/office/powers/MatterPage.vue'),
      props: true,
      meta: { title: 'matter.one' },
    },
  ],
  menu: [
    {
      to: '/office/two-persons',
      title: 'matter.title',
      group: 'house',
      order: 45,
      key: '2',
      may: ['powers.ask'],
    },
  ],
} satisfies Feature
