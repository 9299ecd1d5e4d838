import type { Feature } from '@/office/feature'

export default {
  routes: [
    {
      path: 'front-end-hosts',
      component: () => import('@/office/frontendhost/HostList.vue'),
      meta: { title: 'frontEndHost.title' },
    },
    {
      path: 'front-end-hosts/new',
      component: () => import('@/office/frontendhost/HostNew.vue'),
      meta: { title: 'frontEndHost.new' },
    },
    {
      path: 'front-end-hosts/:id',
      component: () => import('@/office/frontendhost/HostPage.vue'),
      props: true,
      meta: { title: 'frontEndHost.one' },
    },
  ],
  menu: [
    {
      to: '/office/front-end-hosts',
      title: 'frontEndHost.title',
      group: 'house',
      order: 61,
      may: ['frontendhost.read'],
    },
  ],
} satisfies Feature
