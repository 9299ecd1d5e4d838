import type { Feature } from '@/office/feature'

export default {
  routes: [
    { path: 'notices', component: () => import('@/office/notice/NoticeList.vue'), meta: { title: 'notice.title' } },
  ],
  menu: [{ to: '/office/notices', title: 'notice.title', group: 'desk', order: 50, key: 'n' }],
} satisfies Feature
