import type { Feature } from '@/office/feature'

export default {
  routes: [{ path: '', component: () => import('@/office/todo/TodoPage.vue'), meta: { title: 'todo.title' } }],
  menu: [{ to: '/office', title: 'todo.title', key: 't', order: 10 }],
} satisfies Feature
