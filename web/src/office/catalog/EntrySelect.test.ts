// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils'
import { afterEach, expect, it, vi } from 'vitest'
import EntrySelect from '@/office/catalog/EntrySelect.vue'
import { fakeServer } from '@/testing/fakeServer'
import { onPage } from '@/testing/page'

const rows = Array.from({ length: 230 }, (_, i) => ({
  entry: String(i),
  version: 1,
  code: `3074/${i}`,
  title: `目录${i}`,
  state: i % 2 === 0 ? 'published' : 'draft',
}))

afterEach(() => {
  vi.unstubAllGlobals()
  document.body.innerHTML = ''
})

it('an entry beyond the first 200 of its unit can be linked too', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const { asked } = fakeServer({
    'GET /api/catalog/entries': ({ query }) => {
      const found = rows.filter((row) => row.title.includes(query.get('q') ?? ''))
      return { body: { items: found.slice(0, 20), total: found.length, page: 1, size: 20 } }
    },
  })
  const chosen = vi.fn()
  const select = await onPage(EntrySelect, {
    id: 'entry',
    label: '目录',
    unit: '04',
    modelValue: undefined,
    'onUpdate:modelValue': chosen,
  })
  await select.get('input').setValue('目录229')
  vi.advanceTimersByTime(200)
  vi.useRealTimers()
  await flushPromises()
  expect(asked.at(-1)?.query.get('unit')).toBe('04')
  await select.get('[role="option"]').trigger('mousedown')
  expect(chosen).toHaveBeenCalledWith('229')
})
