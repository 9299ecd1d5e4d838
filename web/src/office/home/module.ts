import type { Feature } from '@/office/feature'

export default {
  routes: [{ path: '', component: () => import('@/office/home/HomePage.vue'), meta: { title: 'desk.title' } }],
  menu: [{ to: '/office', title: 'desk.title', group: 'desk', order: 10, key: 'h' }],
} satisfies Feature
