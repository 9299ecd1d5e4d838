import type { Feature } from '@/office/feature'

export default {
  routes: [
    {
      path: 'standards',
      component: () => import('@/office/standard/ElementList.vue'),
      meta: { title: 'standard.elements' },
    },
    {
      path: 'standards/elements/new',
      component: () => import('@/office/standard/ElementForm.vue'),
      meta: { title: 'standard.newElement' },
    },
    {
      path: 'standards/elements/:identifier',
      component: () => import('@/office/standard/ElementPage.vue'),
      props: true,
      meta: { title: 'standard.element' },
    },
    {
      path: 'standards/code-lists',
      component: () => import('@/office/standard/CodeListList.vue'),
      meta: { title: 'standard.codeLists' },
    },
    {
      path: 'standards/code-lists/new',
      component: () => import('@/office/standard/CodeListForm.vue'),
      meta: { title: 'standard.newCodeList' },
    },
    {
      path: 'standards/code-lists/:identifier',
      component: () => import('@/office/standard/CodeListPage.vue'),
      props: true,
      meta: { title: 'standard.codeList' },
    },
    {
      path: 'standards/departures',
      component: () => import('@/office/standard/DepartureList.vue'),
      meta: { title: 'standard.departures' },
    },
    {
      path: 'standards/workbook',
      component: () => import('@/office/standard/StandardWorkbook.vue'),
      meta: { title: 'standard.workbook' },
    },
  ],
  menu: [{ to: '/office/standards', title: 'standard.title', group: 'find', order: 60, key: '8' }],
} satisfies Feature
