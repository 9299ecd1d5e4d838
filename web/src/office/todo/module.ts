import type { Feature } from '@/office/feature'

export default {
  routes: [
    { path: 'todos', component: () => import('@/office/todo/TodoPage.vue'), meta: { title: 'todo.title' } },
    { path: 'started', component: () => import('@/office/todo/StartedList.vue'), meta: { title: 'started.title' } },
    {
      path: 'overdue',
      component: () => import('@/office/todo/OverdueList.vue'),
      meta: { title: 'overdue.title', may: ['approval.oversee'] },
    },
    {
      path: 'overdue/steps',
      component: () => import('@/office/todo/WaitingList.vue'),
      meta: { title: 'waiting.title', may: ['approval.oversee'] },
    },
  ],
  menu: [
    { to: '/office/todos', title: 'todo.title', group: 'desk', order: 20, key: 't' },
    { to: '/office/started', title: 'started.title', group: 'desk', order: 30, key: 'b' },
    {
      to: '/office/overdue',
      title: 'overdue.title',
      group: 'oversight',
      order: 10,
      key: 'l',
      may: ['approval.oversee'],
    },
  ],
} satisfies Feature
