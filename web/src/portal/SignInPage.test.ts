// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import SignInPage from '@/portal/SignInPage.vue'
import { fakeServer } from '@/testing/fakeServer'
import { onPage, steward } from '@/testing/page'

afterEach(() => {
  vi.unstubAllGlobals()
  document.body.innerHTML = ''
})

describe('sign-in', () => {
  it('asks for the code after the password, and for the password again if that took too long', async () => {
    let late = true
    const { asked } = fakeServer({
      'POST /api/session': () => ({
        status: 401,
        body: { code: 'identity/second-factor-due', detail: '请输入验证码。', facts: { days: 14 } },
      }),
      'POST /api/session/second-factor': () =>
        late ? { status: 401, body: { code: 'identity/password-first', detail: '登录已超时。' } } : { body: steward },
    })
    const page = await onPage(SignInPage)
    async function password(): Promise<void> {
      await page.get('#username').setValue('liang.guan')
      await page.get('#password').setValue('right')
      await page.get('form').trigger('submit')
      await flushPromises()
    }
    await password()
    const code = page.get('#code')
    expect(code.attributes('autocomplete')).toBe('one-time-code')
    expect(document.activeElement).toBe(code.element)
    expect(page.find('[role=alert]').exists()).toBe(false)
    expect(page.get('label[for=remember]').text()).toContain('14')
    await code.setValue('123456')
    await page.get('form').trigger('submit')
    await flushPromises()
    expect(page.text()).toContain('登录已超时。')
    late = false
    await password()
    await page.get('#code').setValue('123456')
    await page.get('#remember').setValue(true)
    await page.get('form').trigger('submit')
    await flushPromises()
    expect(asked.at(-1)?.body).toEqual({ code: '123456', remember: true })
  })
})
