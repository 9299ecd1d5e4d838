import type { Feature } from '@/office/feature'

export default {
  routes: [
    { path: 'tasks', component: () => import('@/office/task/TaskList.vue'), meta: { title: 'task.title' } },
    {
      path: 'tasks/:id',
      component: () => import('@/office/task/TaskPage.vue'),
      props: true,
      meta: { title: 'task.one' },
    },
  ],
  menu: [{ to: '/office/tasks', title: 'task.title', group: 'desk', order: 40, key: 'k' }],
} satisfies Feature
