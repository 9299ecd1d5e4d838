import type { Feature } from '@/office/feature'

export default {
  routes: [
    {
      path: 'reviews',
      component: () => import('@/office/review/ReviewList.vue'),
      meta: { title: 'review.title', may: ['approval.decide'] },
    },
    {
      path: 'reviews/:id',
      component: () => import('@/office/review/ReviewPage.vue'),
      props: true,
      meta: { title: 'review.one', may: ['approval.decide'] },
    },
    {
      path: 'case-questions/:id',
      component: () => import('@/office/review/QuestionPage.vue'),
      props: true,
      meta: { title: 'review.question' },
    },
  ],
  menu: [
    { to: '/office/reviews', title: 'review.title', group: 'desk', order: 25, key: 'v', may: ['approval.decide'] },
  ],
} satisfies Feature
