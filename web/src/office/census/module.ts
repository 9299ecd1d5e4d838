import type { Feature } from '@/office/feature'

export default {
  routes: [
    { path: 'census', component: () => import('@/office/census/SourceList.vue'), meta: { title: 'sources.title' } },
    {
      path: 'census/new',
      component: () => import('@/office/census/SourcePage.vue'),
      meta: { title: 'sources.new', may: ['census.manage'] },
    },
    {
      path: 'settings/words',
      component: () => import('@/office/census/WordPage.vue'),
      meta: { title: 'word.title', menu: '/office/settings' },
    },
    {
      path: 'settings/types',
      component: () => import('@/office/census/TypePage.vue'),
      meta: { title: 'cityType.title', menu: '/office/settings' },
    },
    { path: 'drivers', component: () => import('@/office/census/DriverPage.vue'), meta: { title: 'drivers.title' } },
    {
      path: 'census/sources/:id',
      component: () => import('@/office/census/SourcePage.vue'),
      props: true,
      meta: { title: 'sources.one' },
    },
    {
      path: 'census/sources/:id/reading',
      component: () => import('@/office/census/ReadingPage.vue'),
      props: true,
      meta: { title: 'reading.title' },
    },
    { path: 'census/runs', component: () => import('@/office/census/RunList.vue'), meta: { title: 'runs.title' } },
    {
      path: 'census/runs/:run',
      component: () => import('@/office/census/RunPage.vue'),
      props: true,
      meta: { title: 'run.title' },
    },
    {
      path: 'census/duplicates',
      component: () => import('@/office/census/DuplicateList.vue'),
      meta: { title: 'relation.duplicates', menu: '/office/authority' },
    },
    {
      path: 'census/corrections',
      component: () => import('@/office/census/CorrectionList.vue'),
      meta: { title: 'correction.list' },
    },
    {
      path: 'census/runs/:run/changes',
      component: () => import('@/office/census/ChangesPage.vue'),
      props: true,
      meta: { title: 'changes.title' },
    },
    {
      path: 'census/runs/:run/tables/:table',
      component: () => import('@/office/census/TablePage.vue'),
      props: true,
      meta: { title: 'table.title' },
    },
    {
      path: 'census/runs/:run/tables/:table/columns/:column',
      component: () => import('@/office/census/ColumnPage.vue'),
      props: true,
      meta: { title: 'column.title' },
    },
  ],
  menu: [
    {
      to: '/office/census',
      title: 'menu.sources',
      group: 'holdings',
      order: 10,
      key: 'c',
      may: ['census.read', 'census.manage', 'census.oversee'],
    },
    {
      to: '/office/census/runs',
      title: 'runs.title',
      group: 'holdings',
      order: 20,
      key: 'r',
      may: ['census.read', 'census.manage', 'census.oversee'],
    },
    {
      to: '/office/census/corrections',
      title: 'correction.list',
      group: 'holdings',
      order: 30,
      key: 'm',
      may: ['census.read', 'census.manage', 'census.review'],
    },
    {
      to: '/office/drivers',
      title: 'drivers.title',
      group: 'house',
      order: 60,
      key: 'j',
      may: ['census.drivers'],
    },
  ],
} satisfies Feature
