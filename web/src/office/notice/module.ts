import type { Feature } from '@/office/feature'

export default {
  routes: [
    { path: 'notices', component: () => import('@/office/notice/NoticeList.vue'), meta: { title: 'notice.title' } },
  ],
  menu: [],
} satisfies Feature
