import type { Feature } from '@/office/feature'

export default {
  routes: [
    {
      path: 'clients',
      component: () => import('@/office/client/ClientList.vue'),
      meta: { title: 'client.title' },
    },
    {
      path: 'clients/new',
      component: () => import('@/office/client/ClientNew.vue'),
      meta: { title: 'client.new' },
    },
    {
      path: 'clients/:id',
      component: () => import('@/office/client/ClientPage.vue'),
      props: true,
      meta: { title: 'client.one' },
    },
  ],
  menu: [
    {
      to: '/office/clients',
      title: 'client.title',
      group: 'house',
      order: 60,
      may: ['client.read'],
    },
  ],
} satisfies Feature
