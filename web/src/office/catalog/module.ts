import type { RouteRecordRaw } from 'vue-router'

export const catalogRoutes: RouteRecordRaw[] = [
  { path: 'catalog', component: () => import('@/office/catalog/SearchPage.vue'), meta: { title: 'search.title' } },
  { path: 'catalog/:id', component: () => import('@/office/catalog/EntryView.vue'), props: true, meta: { title: 'entry.title' } },
  { path: 'entries', component: () => import('@/office/catalog/EntryList.vue'), meta: { title: 'entries.title' } },
]
