import type { Feature } from '@/office/feature'

export default {
  routes: [
    {
      path: 'directives',
      component: () => import('@/office/directive/DirectiveList.vue'),
      meta: { title: 'directive.title', menu: '/office/meetings' },
    },
    {
      path: 'directives/new',
      component: () => import('@/office/directive/DirectiveNew.vue'),
      meta: { title: 'directive.new', menu: '/office/meetings', may: ['directive.keep'] },
    },
    {
      path: 'directives/:id',
      component: () => import('@/office/directive/DirectivePage.vue'),
      props: true,
      meta: { title: 'directive.one', menu: '/office/meetings' },
    },
  ],
  menu: [],
} satisfies Feature
