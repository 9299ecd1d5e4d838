// @vitest-environment happy-dom
import { flushPromises, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ClientPage as Page } from '@/api/types'
import ClientList from '@/office/client/ClientList.vue'
import ClientNew from '@/office/client/ClientNew.vue'
import ClientPage from '@/office/client/ClientPage.vue'
import { asked as question } from '@/shared/confirm'
import { type Asked, fakeServer } from '@/testing/fakeServer'
import { onPage, steward } from '@/testing/page'

const ID = '00000000-0000-0000-0000-00000000000c'
const PATH = `/api/clients/${ID}`
const manager = { ...steward, may: ['client.read', 'client.manage'] }
let page: Page
let asked: Asked[]

function client(state: Page['row']['state']): Page {
  return {
    row: {
      id: ID,
      name: '报表系统',
      unit: '04',
      unitName: '市人社局',
      scopes: ['catalog:read', 'census:read'],
      state,
      createdAt: '2026-11-28T01:00:00Z',
    },
    purpose: '每日同步目录',
    createdBy: '梁专员',
    audience: 'urn:shuguan',
    credentials: [],
    mayManage: state === 'active',
    mayEnd: state === 'active',
    panel: { actions: [], history: [] },
  }
}
function secret(): Page['credentials'][number] {
  return { id: '1', kind: 'secret', keyIds: [], createdBy: '梁专员', createdAt: '2026-11-28T02:00:00Z' }
}
async function press(wrapper: VueWrapper, label: string): Promise<void> {
  const button = wrapper.findAll('button').findLast((one) => one.text() === label)
  if (!button) throw new Error(`no button ${label}`)
  await button.trigger('click')
  await flushPromises()
}
function posted(): string[] {
  return asked.filter((one) => one.method === 'POST').map((one) => one.path)
}

beforeEach(() => {
  page = client('active')
  asked = fakeServer({
    'GET /api/clients': () => ({ body: { items: [page.row], total: 1, page: 1, size: 20 } }),
    'GET /api/institution/units/choices': () => ({
      body: {
        items: [{ code: '04', name: '市人社局', nameEn: 'HR Bureau', kind: 'department' }],
        total: 1,
        page: 1,
        size: 20,
      },
    }),
    'GET /api/clients/scopes': () => ({ body: ['catalog:read', 'census:read'] }),
    'POST /api/clients': () => ({
      status: 422,
      body: { code: 'platform/invalid-input', detail: '有误', errors: [{ field: 'scopes', message: '请选择范围。' }] },
    }),
    [`GET ${PATH}`]: () => ({ body: page }),
    [`POST ${PATH}/secret`]: () => {
      page = { ...page, credentials: [secret()] }
      return { body: { secret: 'shown-only-once' } }
    },
    [`POST ${PATH}/keys`]: () => ({
      status: 422,
      body: { code: 'platform/invalid-input', detail: '有误', errors: [{ field: 'keys', message: '须为公钥。' }] },
    }),
    [`POST ${PATH}/approve`]: () => {
      page = client('active')
      return { body: page }
    },
    [`POST ${PATH}/end`]: () => {
      page = { ...client('ended'), endedAt: '2026-11-28T03:00:00Z' }
      return { body: page }
    },
  }).asked
})
afterEach(() => {
  question.value?.answer(false)
  vi.unstubAllGlobals()
  document.body.innerHTML = ''
})

describe('machine clients', () => {
  it('are listed with their scopes and state, and asked for by those who may', async () => {
    const list = await onPage(ClientList, {}, manager)
    expect(list.get('tbody').text()).toContain('catalog:read census:read')
    expect(list.get('tbody .tag').text()).toBe('在用')
    expect(list.find('a[href="/office/clients/new"]').exists()).toBe(true)
    const reader = await onPage(ClientList, {}, { ...steward, may: ['client.read'] })
    expect(reader.find('a[href="/office/clients/new"]').exists()).toBe(false)
  })

  it('are asked for with the scopes that were ticked; what is wrong stands at its field', async () => {
    const form = await onPage(ClientNew, {}, manager)
    expect(form.get('#scopes').text()).toContain('读取全市已发布的目录')
    await form.get('#name').setValue('报表系统')
    await form.get('#purpose').setValue('每日同步')
    await form.get('[id="scope-census:read"]').setValue(true)
    await form.get('form').trigger('submit')
    await flushPromises()
    expect(asked.at(-1)?.body).toEqual({
      unit: '04',
      name: '报表系统',
      purpose: '每日同步',
      scopes: ['census:read'],
    })
    expect(form.get('#scopes .wrong').text()).toBe('请选择范围。')
  })
})

describe('a machine client', () => {
  it('has its secret shown once', async () => {
    const wrapper = await onPage(ClientPage, { id: ID }, manager)
    expect(wrapper.text()).toContain('还没有公钥或密钥')
    await press(wrapper, '生成新密钥')
    expect(wrapper.get('code.secret').text()).toBe('shown-only-once')
    expect(wrapper.text()).toContain('现用')
    await press(wrapper, '已保存')
    expect(wrapper.find('code.secret').exists()).toBe(false)
    expect(wrapper.html()).not.toContain('shown-only-once')
  })

  it('gets another secret only after a confirmation, because an earlier one ends', async () => {
    page = { ...page, credentials: [secret()] }
    const wrapper = await onPage(ClientPage, { id: ID }, manager)
    await press(wrapper, '生成新密钥')
    expect(question.value?.sentence).toContain('更早的立即失效')
    question.value?.answer(false)
    await flushPromises()
    expect(posted()).toEqual([])
    await press(wrapper, '生成新密钥')
    question.value?.answer(true)
    await flushPromises()
    expect(posted()).toEqual([`${PATH}/secret`])
  })

  it('says at the field what is wrong with its keys, and keeps what was typed', async () => {
    const wrapper = await onPage(ClientPage, { id: ID }, manager)
    await wrapper.get('#keys').setValue('{}')
    await wrapper.get('#keys').trigger('submit')
    await flushPromises()
    expect(wrapper.get('#keys-note').text()).toContain('须为公钥。')
    expect((wrapper.get('#keys').element as HTMLTextAreaElement).value).toBe('{}')
  })

  it('is approved by whoever the case offers it to', async () => {
    page = client('asked')
    page.panel.actions = [{ outcome: 'approve', fields: [] }]
    const wrapper = await onPage(ClientPage, { id: ID }, manager)
    expect(wrapper.find('#keys').exists()).toBe(false)
    await press(wrapper, '同意')
    expect(posted()).toEqual([])
    await wrapper.get('dialog form').trigger('submit')
    await flushPromises()
    expect(posted()).toEqual([`${PATH}/approve`])
    expect(wrapper.get('[role=status]').text()).toBe('已同意。')
    expect(wrapper.find('#keys').exists()).toBe(true)
  })

  it('ends after a confirmation that Enter does not give', async () => {
    const wrapper = await onPage(ClientPage, { id: ID }, manager)
    await press(wrapper, '停用')
    expect(document.activeElement?.textContent).toBe('取消')
    await wrapper.get('#reason').setValue('系统下线')
    await wrapper.get('dialog form').trigger('submit')
    await flushPromises()
    expect(posted()).toEqual([])
    await press(wrapper, '停用')
    expect(asked.find((one) => one.path === `${PATH}/end`)?.body).toEqual({ reason: '系统下线' })
    expect(wrapper.text()).toContain('已停用。')
    expect(wrapper.find('#keys').exists()).toBe(false)
  })
})
