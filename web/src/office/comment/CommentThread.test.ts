// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import CommentThread from '@/office/comment/CommentThread.vue'
import { fakeServer } from '@/testing/fakeServer'
import { onPage } from '@/testing/page'

const SUBJECT = '00000000-0000-4000-8000-000000000009'
const PATH = `/api/comments/demand/${SUBJECT}`
const WANG = { officer: '00000000-0000-4000-8000-000000000003', name: '王伟', posts: [] }

function comment(id: string, more: Record<string, unknown> = {}, row: Record<string, unknown> = {}) {
  return {
    comment: {
      id,
      about: 'demand',
      subject: SUBJECT,
      audience: 'everybody',
      unit: '04',
      text: `请 @${WANG.name} 看`,
      writtenBy: '李丽',
      writtenById: '00000000-0000-4000-8000-000000000004',
      writtenAt: '2026-01-05T02:00:00Z',
      ...more,
    },
    unitName: '市人社局',
    mentions: [{ officer: WANG.officer, name: WANG.name }],
    mine: false,
    mayEdit: false,
    ...row,
  }
}
function thread(items: unknown[], more: Record<string, unknown> = {}) {
  return {
    items,
    total: items.length,
    page: 1,
    size: 20,
    units: [{ unit: '04', name: '市人社局' }],
    bureauReads: false,
    longest: 2000,
    ...more,
  }
}
async function shown(body: unknown, answers: Parameters<typeof fakeServer>[0] = {}) {
  const server = fakeServer({ [`GET ${PATH}`]: () => ({ body }), ...answers })
  const wrapper = await onPage(CommentThread, { about: 'demand', subject: SUBJECT })
  await flushPromises()
  return { wrapper, server }
}

describe('the comments on an object', () => {
  afterEach(() => {
    vi.unstubAllGlobals()
    document.body.innerHTML = ''
    localStorage.clear()
    sessionStorage.clear()
  })

  it('says that there are none, and lets whoever has no unit here only read', async () => {
    const { wrapper } = await shown(thread([], { units: [] }))
    expect(wrapper.text()).toContain('还没有评论')
    expect(wrapper.find('form').exists()).toBe(false)
  })

  it('marks names, shows who removed what, and offers acts on one’s own only', async () => {
    const removed = { text: undefined, removedBy: '李丽', removedAt: '2026-01-06T02:00:00Z' }
    const { wrapper } = await shown(
      thread([
        comment('00000000-0000-4000-8000-000000000011', { audience: 'internal' }),
        comment('00000000-0000-4000-8000-000000000012', removed, { mine: true }),
        comment('00000000-0000-4000-8000-000000000013', {}, { mine: true, mayEdit: true }),
      ]),
    )
    const items = wrapper.findAll('li[id^="comment-"]')
    expect(items[0]?.find('strong.name').text()).toBe('@王伟')
    expect(items[0]?.text()).toContain('内部')
    expect(items[0]?.findAll('button')).toHaveLength(0)
    expect(items[1]?.text()).toContain('李丽 于 2026-01-06 10:00 删除了这条评论')
    expect(items[1]?.findAll('button')).toHaveLength(0)
    expect(items[2]?.findAll('button').map((one) => one.text())).toEqual(['修改评论', '删除评论'])
  })

  it('leads from @ to the persons and back, and sends whom the text names', async () => {
    const { wrapper, server } = await shown(thread([]), {
      [`GET ${PATH}/people`]: () => ({ body: [WANG] }),
      [`POST ${PATH}`]: () => ({ status: 201, body: { id: '00000000-0000-4000-8000-000000000014' } }),
    })
    const text = wrapper.get('textarea')
    const field = text.element as HTMLTextAreaElement
    field.value = '请@'
    field.setSelectionRange(2, 2)
    field.dispatchEvent(new InputEvent('input', { data: '@', bubbles: true }))
    await flushPromises()
    const people = wrapper.get('input[role="combobox"]')
    expect(document.activeElement).toBe(people.element)
    await vi.waitFor(() => {
      expect(wrapper.findAll('[role="option"]')).toHaveLength(1)
    })
    await people.trigger('keydown', { key: 'ArrowDown' })
    await people.trigger('keydown', { key: 'Enter' })
    await flushPromises()
    expect(field.value).toBe('请@王伟 ')
    expect(document.activeElement).toBe(field)
    await wrapper.get('form').trigger('submit')
    await flushPromises()
    const sent = server.asked.find((one) => one.method === 'POST')
    expect(sent?.body).toEqual({ text: '请@王伟 ', mentions: [WANG.officer], audience: 'everybody', unit: '04' })
    expect(field.value).toBe('')
  })

  it('turns to earlier comments', async () => {
    const { wrapper, server } = await shown(thread([comment('00000000-0000-4000-8000-000000000011')], { total: 45 }))
    await wrapper
      .findAll('button')
      .find((one) => one.text() === '更早的评论')
      ?.trigger('click')
    await flushPromises()
    expect(server.asked.at(-1)?.query.get('page')).toBe('2')
  })
})
