import type { Feature } from '@/office/feature'

export default {
  routes: [
    {
      path: 'quality',
      component: () => import('@/office/quality/QualityList.vue'),
      meta: { title: 'quality.title' },
    },
    {
      path: 'quality/units',
      component: () => import('@/office/quality/UnitList.vue'),
      meta: { title: 'quality.units' },
    },
    {
      path: 'quality/objections',
      component: () => import('@/office/quality/ObjectionList.vue'),
      meta: { title: 'objection.title' },
    },
    {
      path: 'quality/objections/:id',
      component: () => import('@/office/quality/ObjectionPage.vue'),
      props: true,
      meta: { title: 'objection.one' },
    },
    {
      path: 'quality/entries/:entry',
      component: () => import('@/office/quality/EntryQuality.vue'),
      props: true,
      meta: { title: 'quality.one' },
    },
    {
      path: 'quality/entries/:entry/rules',
      component: () => import('@/office/quality/RulesPage.vue'),
      props: true,
      meta: { title: 'quality.rules' },
    },
    {
      path: 'quality/entries/:entry/report',
      component: () => import('@/office/quality/ObjectionNew.vue'),
      props: true,
      meta: { title: 'objection.new' },
    },
    {
      path: 'quality/runs/:run',
      component: () => import('@/office/quality/RunPage.vue'),
      props: true,
      meta: { title: 'quality.run' },
    },
    {
      path: 'quality/runs/:run/failing',
      component: () => import('@/office/quality/FailingPage.vue'),
      props: true,
      meta: { title: 'quality.failing' },
    },
  ],
  menu: [
    {
      to: '/office/quality',
      title: 'quality.title',
      group: 'holdings',
      order: 65,
      key: 'q',
      may: ['quality.read', 'quality.oversee'],
    },
  ],
} satisfies Feature
