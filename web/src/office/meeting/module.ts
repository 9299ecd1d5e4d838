import type { Feature } from '@/office/feature'

export default {
  routes: [
    {
      path: 'meetings',
      component: () => import('@/office/meeting/MeetingList.vue'),
      meta: { title: 'meeting.title' },
    },
    {
      path: 'meetings/new',
      component: () => import('@/office/meeting/MeetingNew.vue'),
      meta: { title: 'meeting.new', may: ['meeting.prepare'] },
    },
    {
      path: 'meetings/topics',
      component: () => import('@/office/meeting/TopicList.vue'),
      meta: { title: 'topic.title' },
    },
    {
      path: 'meetings/topics/new',
      component: () => import('@/office/meeting/TopicNew.vue'),
      meta: { title: 'topic.new', may: ['meeting.raise'] },
    },
    {
      path: 'meetings/topics/:id',
      component: () => import('@/office/meeting/TopicPage.vue'),
      props: true,
      meta: { title: 'topic.one' },
    },
    {
      path: 'meetings/resolutions',
      component: () => import('@/office/meeting/ResolutionList.vue'),
      meta: { title: 'resolution.title' },
    },
    {
      path: 'meetings/:id',
      component: () => import('@/office/meeting/MeetingPage.vue'),
      props: true,
      meta: { title: 'meeting.one' },
    },
    {
      path: 'meetings/:id/edit',
      component: () => import('@/office/meeting/MeetingEdit.vue'),
      props: true,
      meta: { title: 'meeting.edit', may: ['meeting.prepare'] },
    },
  ],
  menu: [
    {
      to: '/office/meetings',
      title: 'meeting.title',
      group: 'together',
      order: 40,
      key: '5',
      may: ['meeting.read'],
    },
  ],
} satisfies Feature
