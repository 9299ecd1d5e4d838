import type { Feature } from '@/office/feature'

export default {
  routes: [
    {
      path: 'channels',
      component: () => import('@/office/channel/ChannelPage.vue'),
      meta: { title: 'channel.title' },
    },
    {
      path: 'jobs/channel-messages',
      component: () => import('@/office/channel/MessageList.vue'),
      meta: { title: 'channel.messages.title', may: ['channel.read'] },
    },
  ],
  // One's channels are a tab of the notices, the messages of everybody a tab of the jobs.
  menu: [],
} satisfies Feature
