import type { Feature } from '@/office/feature'

export default {
  routes: [
    {
      path: 'exchange',
      component: () => import('@/office/exchange/CallList.vue'),
      meta: { title: 'exchange.title' },
    },
    {
      path: 'exchange/alarms',
      component: () => import('@/office/exchange/AlarmList.vue'),
      meta: { title: 'exchange.alarms' },
    },
    {
      path: 'exchange/seals',
      component: () => import('@/office/exchange/SealList.vue'),
      meta: { title: 'exchange.seals' },
    },
    {
      path: 'exchange/archive',
      component: () => import('@/office/exchange/ArchiveList.vue'),
      meta: { title: 'exchange.archive' },
    },
    {
      path: 'exchange/receipt',
      component: () => import('@/office/exchange/ReceiptCheck.vue'),
      meta: { title: 'exchange.receipt' },
    },
    {
      path: 'exchange/calls/:id',
      component: () => import('@/office/exchange/CallPage.vue'),
      props: true,
      meta: { title: 'exchange.call' },
    },
    {
      path: 'exchange/grants/:id',
      component: () => import('@/office/exchange/UsePage.vue'),
      props: true,
      meta: { title: 'exchange.use' },
    },
  ],
  menu: [
    {
      to: '/office/exchange',
      title: 'exchange.title',
      group: 'together',
      order: 80,
      key: '4',
      may: ['exchange.read', 'exchange.verify'],
    },
  ],
} satisfies Feature
