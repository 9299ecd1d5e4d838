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
  menu: [{ to: '/office/tasks', title: 'task.title', key: 'k', order: 60 }],
} satisfies Feature
