import type { Feature } from '@/office/feature'

export default {
  routes: [
    {
      path: 'authority',
      component: () => import('@/office/authority/QuestionList.vue'),
      meta: { title: 'authority.title' },
    },
    {
      path: 'authority/new',
      component: () => import('@/office/authority/QuestionNew.vue'),
      meta: { title: 'authority.new' },
    },
    {
      path: 'authority/:id',
      component: () => import('@/office/authority/QuestionPage.vue'),
      props: true,
      meta: { title: 'authority.one' },
    },
  ],
  menu: [
    {
      to: '/office/authority',
      title: 'menu.oneSource',
      group: 'together',
      order: 20,
      key: 'o',
      may: ['authority.read', 'authority.oversee'],
    },
  ],
} satisfies Feature
