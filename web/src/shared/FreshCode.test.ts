// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { api } from '@/api/client'
import FreshCode from '@/shared/FreshCode.vue'
import { type Asked, fakeServer } from '@/testing/fakeServer'
import { onPage } from '@/testing/page'

let given: boolean
let asked: Asked[]
const stale = { status: 403, body: { code: 'identity/second-factor-stale', detail: '请再次输入验证码。' } }

beforeEach(() => {
  given = false
  asked = fakeServer({
    'POST /api/notices/read': () => (given ? { status: 204 } : stale),
    'POST /api/session/second-factor/fresh': () => {
      given = true
      return { status: 204 }
    },
  }).asked
})
afterEach(() => {
  vi.unstubAllGlobals()
  document.body.innerHTML = ''
})

describe('a sensitive act', () => {
  it('is sent again after a code was given', async () => {
    const page = await onPage(FreshCode)
    const act = api.POST('/api/notices/read')
    await flushPromises()
    await page.get('#fresh-code').setValue('123456')
    await page.get('form').trigger('submit')
    await flushPromises()
    await act
    expect(page.find('dialog').exists()).toBe(false)
    expect(asked.map((one) => one.path)).toEqual([
      '/api/notices/read',
      '/api/session/second-factor/fresh',
      '/api/notices/read',
    ])
  })
  it('is refused where the person declines', async () => {
    const page = await onPage(FreshCode)
    const refused = expect(api.POST('/api/notices/read')).rejects.toMatchObject({ status: 403 })
    await flushPromises()
    await page.findAll('button').at(-1)?.trigger('click')
    await refused
    expect(page.find('dialog').exists()).toBe(false)
  })
})
