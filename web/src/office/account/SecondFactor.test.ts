// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import SecondFactor from '@/office/account/SecondFactor.vue'
import { type Answer, type Asked, fakeServer } from '@/testing/fakeServer'
import { onPage, steward } from '@/testing/page'

const STEP = '/api/session/second-factor'
let since: string | undefined
let refusal: Answer | undefined
let asked: Asked[]

beforeEach(() => {
  since = undefined
  refusal = undefined
  asked = fakeServer({
    [`GET ${STEP}`]: () => ({
      body: { since, required: false, recoveryCodes: since ? 10 : 0, devices: 0, deviceDays: 14 },
    }),
    [`POST ${STEP}/enrolment`]: () =>
      refusal ?? {
        body: {
          secret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
          address: 'otpauth://totp/Shuguan:x',
          picture: { size: 29, path: 'M4 4h7v1h-7z' },
        },
      },
    [`POST ${STEP}/confirmation`]: ({ body }) => {
      if ((body as { code: string }).code !== '287082')
        return {
          status: 422,
          body: {
            code: 'platform/invalid-input',
            detail: '有误',
            errors: [{ field: 'code', message: '验证码不正确。' }],
          },
        }
      since = '2026-11-28T08:00:00Z'
      return { body: { codes: ['abcd-efgh-jkmn', 'pqrs-tuvw-xyz2'] } }
    },
    'GET /api/session': () => ({ body: { ...steward, secondFactor: true } }),
  }).asked
})
afterEach(() => {
  vi.unstubAllGlobals()
  document.body.innerHTML = ''
})

describe('enrolment of a second factor', () => {
  it('shows the QR code and the secret, takes one code and shows the recovery codes once', async () => {
    const page = await onPage(SecondFactor)
    await page.get('form').trigger('submit')
    await flushPromises()
    expect(page.get('svg.qr').attributes('role')).toBe('img')
    expect(page.text()).toContain('GEZD GNBV GY3T')
    const field = page.get('#code')
    expect(field.attributes('autocomplete')).toBe('one-time-code')
    expect(document.activeElement).toBe(field.element)
    await field.setValue('000000')
    await page.get('form').trigger('submit')
    await flushPromises()
    expect(page.get('#code-note').text()).toBe('验证码不正确。')
    await page.get('#code').setValue('287082')
    await page.get('form').trigger('submit')
    await flushPromises()
    expect(page.text()).toContain('abcd-efgh-jkmn')
    expect(document.activeElement).toBe(page.get('.note.warn').element)
    expect(page.findAll('button').map((one) => one.text())).toEqual(['复制', '已保存'])
    await page
      .findAll('button')
      .find((one) => one.text() === '已保存')
      ?.trigger('click')
    expect(page.text()).not.toContain('abcd-efgh-jkmn')
    expect(page.text()).toContain('还有 10 个恢复码')
  })
  it('asks for the password where the sign-in was long ago', async () => {
    refusal = {
      status: 422,
      body: { code: 'platform/invalid-input', detail: '有误', errors: [{ field: 'password', message: '必填' }] },
    }
    const page = await onPage(SecondFactor)
    expect(page.find('#password').exists()).toBe(false)
    await page.get('form').trigger('submit')
    await flushPromises()
    refusal = undefined
    await page.get('#password').setValue('right')
    await page.get('form').trigger('submit')
    await flushPromises()
    expect(asked.at(-1)?.body).toEqual({ password: 'right' })
    expect(page.find('svg.qr').exists()).toBe(true)
  })
})
