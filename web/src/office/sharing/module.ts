import type { Feature } from '@/office/feature'

const readers = ['sharing.read', 'sharing.oversee']

export default {
  routes: [
    {
      path: 'sharing',
      component: () => import('@/office/sharing/RequestList.vue'),
      meta: { title: 'share.title', may: readers },
    },
    {
      path: 'sharing/new',
      component: () => import('@/office/sharing/RequestNew.vue'),
      meta: { title: 'share.new', may: ['sharing.write'] },
    },
    {
      path: 'sharing/order',
      component: () => import('@/office/sharing/RequestNew.vue'),
      props: { order: true },
      meta: { title: 'share.order', may: ['sharing.order'] },
    },
    {
      path: 'sharing/grants',
      component: () => import('@/office/sharing/GrantList.vue'),
      meta: { title: 'share.grants', may: readers },
    },
    {
      path: 'sharing/grants/:id',
      component: () => import('@/office/sharing/GrantPage.vue'),
      props: true,
      meta: { title: 'share.grant' },
    },
    {
      path: 'sharing/appeals',
      component: () => import('@/office/sharing/AppealList.vue'),
      meta: { title: 'share.appeals', may: readers },
    },
    {
      path: 'sharing/:id',
      component: () => import('@/office/sharing/RequestPage.vue'),
      props: true,
      meta: { title: 'share.one' },
    },
  ],
  menu: [{ to: '/office/sharing', title: 'share.title', group: 'together', order: 15, key: '3', may: readers }],
} satisfies Feature
