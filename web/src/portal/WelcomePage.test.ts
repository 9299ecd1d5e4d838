// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils'
import { afterEach, expect, it, vi } from 'vitest'
import WelcomePage from '@/portal/WelcomePage.vue'
import { fakeServer } from '@/testing/fakeServer'
import { onPage } from '@/testing/page'

afterEach(() => {
  vi.unstubAllGlobals()
  document.body.innerHTML = ''
})

const guest = { name: 'rsj.cdo', person: '黄文生', codeNeeded: true, expiresAt: '2026-12-01T00:00:00Z' }

it('asks for the code of a link by two, and sends nothing while the two passwords differ', async () => {
  const sent: unknown[] = []
  fakeServer({
    'POST /api/public/welcome/look': () => ({ body: guest }),
    'POST /api/public/welcome': ({ body }) => {
      sent.push(body)
      return { status: 204 }
    },
  })
  const page = await onPage(WelcomePage)
  expect(page.text()).toContain('黄文生')
  await page.get('#code').setValue('ABCD-EFGH-JKLM')
  await page.get('#next').setValue('Ink-and-paper-7')
  await page.get('#repeated').setValue('Ink-and-paper-8')
  await page.get('form').trigger('submit')
  await flushPromises()
  expect(sent).toEqual([])
  expect(page.get('#repeated-note').text()).toBe('两次输入的密码不一致。')
  await page.get('#repeated').setValue('Ink-and-paper-7')
  await page.get('form').trigger('submit')
  await flushPromises()
  expect(sent).toMatchObject([{ code: 'ABCD-EFGH-JKLM', next: 'Ink-and-paper-7' }])
  expect(page.find('form').exists()).toBe(false)
})

it('says what to do about a link that is not valid, without a form', async () => {
  fakeServer({
    'POST /api/public/welcome/look': () => ({
      status: 410,
      body: { code: 'identity/link-expired', detail: '这个链接已过期，请联系系统管理员重新发给您一个。' },
    }),
  })
  const page = await onPage(WelcomePage)
  expect(page.text()).toContain('这个链接已过期')
  expect(page.find('form').exists()).toBe(false)
})
