// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils'
import { afterEach, expect, it, vi } from 'vitest'
import StarButton from '@/office/savedsearch/StarButton.vue'
import { fakeServer } from '@/testing/fakeServer'
import { onPage } from '@/testing/page'

afterEach(() => {
  vi.unstubAllGlobals()
  document.body.innerHTML = ''
})

it('marks an entry and takes the mark away', async () => {
  const marked = new Set<string>()
  const { asked } = fakeServer({
    'GET /api/catalog/favourites/ids': () => ({ body: [...marked] }),
    'PUT /api/catalog/favourites/e1': () => {
      marked.add('e1')
      return { status: 204 }
    },
    'DELETE /api/catalog/favourites/e1': () => {
      marked.delete('e1')
      return { status: 204 }
    },
  })
  const star = await onPage(StarButton, { entry: 'e1', title: '参保信息' })
  await flushPromises()
  expect(star.get('button').attributes('aria-pressed')).toBe('false')
  await star.get('button').trigger('click')
  await flushPromises()
  expect(star.get('button').attributes('aria-pressed')).toBe('true')
  await star.get('button').trigger('click')
  await flushPromises()
  expect(star.get('button').attributes('aria-pressed')).toBe('false')
  expect(asked.map((one) => one.method).filter((method) => method !== 'GET')).toEqual(['PUT', 'DELETE'])
})

it('says why an entry was not marked, and stays as it is', async () => {
  fakeServer({
    'GET /api/catalog/favourites/ids': () => ({ body: [] }),
    'PUT /api/catalog/favourites/e1': () => ({ status: 404, body: { code: 'platform/not-found', detail: 'gone' } }),
  })
  const star = await onPage(StarButton, { entry: 'e1', title: '参保信息' })
  await flushPromises()
  await star.get('button').trigger('click')
  await flushPromises()
  expect(star.text()).toContain('gone')
  expect(star.get('button').attributes('aria-pressed')).toBe('false')
})
