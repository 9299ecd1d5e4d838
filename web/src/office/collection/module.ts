import type { Feature } from '@/office/feature'

export default {
  routes: [
    {
      path: 'collection',
      component: () => import('@/office/collection/PlanList.vue'),
      meta: { title: 'collection.title' },
    },
    {
      path: 'collection/runs/:run/quarantine',
      component: () => import('@/office/collection/QuarantinePage.vue'),
      props: true,
      meta: { title: 'collection.quarantine' },
    },
    {
      path: 'collection/:id',
      component: () => import('@/office/collection/PlanPage.vue'),
      props: true,
      meta: { title: 'collection.one' },
    },
    {
      path: 'collection/:id/versions',
      component: () => import('@/office/collection/VersionList.vue'),
      props: true,
      meta: { title: 'collection.versions' },
    },
    {
      path: 'collection/:id/removals',
      component: () => import('@/office/collection/RemovalList.vue'),
      props: true,
      meta: { title: 'removal.title' },
    },
    {
      path: 'collection/:id/removals/:removal',
      component: () => import('@/office/collection/RemovalPage.vue'),
      props: true,
      meta: { title: 'removal.title' },
    },
    {
      path: 'collection/:id/batches',
      component: () => import('@/office/collection/BatchList.vue'),
      props: true,
      meta: { title: 'collection.batches' },
    },
    {
      path: 'collection/:id/way',
      component: () => import('@/office/collection/WayPage.vue'),
      props: true,
      meta: { title: 'collection.way' },
    },
    {
      path: 'collection/:id/rows',
      component: () => import('@/office/collection/RowsPage.vue'),
      props: true,
      meta: { title: 'collection.data' },
    },
    {
      path: 'collection/:id/difference',
      component: () => import('@/office/collection/DifferencePage.vue'),
      props: true,
      meta: { title: 'collection.compare' },
    },
  ],
  menu: [
    {
      to: '/office/collection',
      title: 'collection.title',
      group: 'holdings',
      order: 60,
      key: 'f',
      may: ['collection.read', 'collection.oversee'],
    },
  ],
} satisfies Feature
