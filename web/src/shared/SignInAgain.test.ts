// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { api, body } from '@/api/client'
import SignInAgain from '@/shared/SignInAgain.vue'
import { type Asked, fakeServer } from '@/testing/fakeServer'
import { onPage, steward } from '@/testing/page'

let signedIn: boolean
let asked: Asked[]
const notices = (): Promise<unknown> => body(api.GET('/api/notices/unread'))

beforeEach(() => {
  signedIn = false
  asked = fakeServer({
    'GET /api/notices/unread': () =>
      signedIn ? { body: { count: 3 } } : { status: 401, body: { code: 'identity/not-signed-in', detail: '请登录。' } },
    'POST /api/notices/read': () => ({ status: 401, body: { code: 'identity/not-signed-in', detail: '请登录。' } }),
    'POST /api/session': ({ body: sent }) => {
      signedIn = (sent as { password: string }).password === 'right'
      document.cookie = 'XSRF-TOKEN=new'
      return signedIn
        ? { body: steward }
        : { status: 401, body: { code: 'identity/sign-in-refused', detail: '口令不对。' } }
    },
  }).asked
})
afterEach(() => {
  vi.unstubAllGlobals()
  document.body.innerHTML = ''
})

describe('a session that ended under an open page', () => {
  it('is taken up again on the spot, and every request that waited is sent once more', async () => {
    const wrapper = await onPage(SignInAgain)
    const both = Promise.all([notices(), notices()])
    await flushPromises()
    expect((wrapper.get('#again-username').element as HTMLInputElement).value).toBe('rsj.steward')
    await wrapper.get('#again-password').setValue('wrong')
    await wrapper.get('form').trigger('submit')
    await flushPromises()
    expect(wrapper.text()).toContain('口令不对。')
    await wrapper.get('#again-password').setValue('right')
    await wrapper.get('form').trigger('submit')
    await flushPromises()
    expect(await both).toEqual([{ count: 3 }, { count: 3 }])
    expect(wrapper.find('dialog').exists()).toBe(false)
    expect(asked.filter((one) => one.path === '/api/notices/unread')).toHaveLength(4)
    expect(asked.at(-1)?.headers.get('X-XSRF-TOKEN')).toBe('new')
  })
  it('asks for the code of a second factor too', async () => {
    let code: unknown
    fakeServer({
      'GET /api/notices/unread': () =>
        code ? { body: { count: 3 } } : { status: 401, body: { code: 'platform/not-signed-in', detail: '请登录。' } },
      'POST /api/session': () => ({
        status: 401,
        body: { code: 'identity/second-factor-due', detail: '请输入验证码。', facts: { days: 0 } },
      }),
      'POST /api/session/second-factor': ({ body: sent }) => {
        code = sent
        return { body: steward }
      },
    })
    const wrapper = await onPage(SignInAgain)
    const answer = notices()
    await flushPromises()
    await wrapper.get('#again-password').setValue('right')
    await wrapper.get('form').trigger('submit')
    await flushPromises()
    expect(wrapper.find('[role=alert]').exists()).toBe(false)
    expect(wrapper.find('#again-remember').exists()).toBe(false)
    await wrapper.get('#again-code').setValue('123456')
    await wrapper.get('form').trigger('submit')
    await flushPromises()
    expect(await answer).toEqual({ count: 3 })
    expect(code).toEqual({ code: '123456', remember: false })
  })
  it('refuses what was asked where nobody signs in, and lets them read on', async () => {
    const wrapper = await onPage(SignInAgain)
    const refused = expect(notices()).rejects.toMatchObject({ status: 401 })
    await flushPromises()
    const later = wrapper.findAll('button').find((one) => one.text() === '暂不登录')
    await later?.trigger('click')
    await refused
    await expect(notices()).rejects.toMatchObject({ status: 401 })
    expect(wrapper.find('dialog').exists()).toBe(false)
    void api.POST('/api/notices/read').catch(() => undefined)
    await flushPromises()
    expect(wrapper.find('dialog').exists()).toBe(true)
  })
})
