// @vitest-environment happy-dom
import { expect, it } from 'vitest'
import { createRouter, createWebHistory } from 'vue-router'
import { cameFrom } from '@/office/cameFrom'

const page = { render: () => null }
const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/office/entries', component: page, meta: { title: 'entries.title' } },
    { path: '/office/catalog/:id', component: page, meta: { title: 'entry.title' } },
  ],
})

it('the way back leads to the list as it was, with its filters', async () => {
  await router.push('/office/entries?state=draft&page=2')
  expect(cameFrom(router, router.currentRoute.value)).toBeUndefined()
  await router.push('/office/catalog/1?version=1')
  const back = { to: '/office/entries?state=draft&page=2', path: '/office/entries', title: 'entries.title' }
  expect(cameFrom(router, router.currentRoute.value)).toEqual(back)
  await router.replace('/office/catalog/1?version=2')
  expect(cameFrom(router, router.currentRoute.value)).toEqual(back)
})
