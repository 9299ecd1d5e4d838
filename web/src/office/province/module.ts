import type { Feature } from '@/office/feature'

export default {
  routes: [
    {
      path: 'province',
      component: () => import('@/office/province/TemplateList.vue'),
      meta: { title: 'province.title', menu: '/office/collection' },
    },
    {
      path: 'province/batches',
      component: () => import('@/office/province/BatchList.vue'),
      meta: { title: 'province.batches', menu: '/office/collection' },
    },
    {
      path: 'province/templates/new',
      component: () => import('@/office/province/TemplateNew.vue'),
      meta: { title: 'province.new', menu: '/office/collection', may: ['province.manage'] },
    },
    {
      path: 'province/templates/:id',
      component: () => import('@/office/province/TemplatePage.vue'),
      props: true,
      meta: { title: 'province.template', menu: '/office/collection' },
    },
    {
      path: 'province/batches/:id',
      component: () => import('@/office/province/BatchPage.vue'),
      props: true,
      meta: { title: 'province.batch', menu: '/office/collection' },
    },
    {
      path: 'province/batches/:id/misfits',
      component: () => import('@/office/province/MisfitList.vue'),
      props: true,
      meta: { title: 'province.misfits', menu: '/office/collection' },
    },
    {
      path: 'province/batches/:id/refused',
      component: () => import('@/office/province/RefusedList.vue'),
      props: true,
      meta: { title: 'province.refusedRows', menu: '/office/collection' },
    },
  ],
  menu: [],
} satisfies Feature
