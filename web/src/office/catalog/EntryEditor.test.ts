// @vitest-environment happy-dom
import { flushPromises, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Content, EntryPage } from '@/api/types'
import EntryEditor from '@/office/catalog/EntryEditor.vue'
import { changedMeanwhile, fakeServer } from '@/testing/fakeServer'
import { onPage } from '@/testing/page'

const ENTRY = '11111111-1111-1111-1111-111111111111'
const content = (changes: Partial<Content> = {}): Content => ({
  title: '参保人员',
  summary: '',
  grade: 'general-2',
  items: [],
  relatedCodes: [],
  ...changes,
})
const page = (revision: number, saved: Content): EntryPage =>
  ({
    version: { entry: ENTRY, number: 1, revision, content: saved },
    missing: [],
    may: ['edit'],
  }) as unknown as EntryPage

/** The draft on the server, which refuses an older revision. */
function draftOnServer(revision: number, saved: Content) {
  const kept = { revision, saved }
  const server = fakeServer({
    [`PUT /api/catalog/entries/${ENTRY}/versions/1`]: ({ body }) => {
      const sent = body as { revision: number; content: Content }
      if (sent.revision !== kept.revision) return changedMeanwhile
      kept.revision++
      kept.saved = sent.content
      return { body: page(kept.revision, kept.saved) }
    },
    [`GET /api/catalog/entries/${ENTRY}`]: () => ({ body: page(kept.revision, kept.saved) }),
  })
  return { kept, ...server }
}
async function type(wrapper: VueWrapper, id: string, text: string): Promise<void> {
  await wrapper.get(`#${id}`).setValue(text)
}
async function save(wrapper: VueWrapper): Promise<void> {
  await wrapper.get('form').trigger('submit')
  await flushPromises()
}
function press(wrapper: VueWrapper, label: string): Promise<void> {
  const button = wrapper.findAll('button').find((one) => one.text() === label)
  if (!button) throw new Error(`no button ${label}`)
  return button.trigger('click')
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  sessionStorage.clear()
  document.body.innerHTML = ''
})

describe('two tabs with one draft', () => {
  it('show both where the second saves, and keep what it typed', async () => {
    const server = draftOnServer(2, content({ title: '参保单位' }))
    const second = await onPage(EntryEditor, { page: page(1, content()) })
    await type(second, 'title', '参保人员基本信息')
    await type(second, 'summary', '逐月缴费')
    await save(second)
    expect(second.text()).not.toContain('已保存。')
    const rows = second.findAll('.conflict tbody tr').map((row) => row.text())
    expect(rows).toHaveLength(2)
    expect(rows[0]).toContain('参保人员基本信息')
    expect(rows[0]).toContain('参保单位')
    expect((second.get('#summary').element as HTMLTextAreaElement).value).toBe('逐月缴费')

    await press(second, '按所选保存')
    expect(second.text()).toContain('请先逐项选择。')
    await second.findAll('.conflict tbody tr')[0]?.findAll('input')[1]?.setValue(true)
    await press(second, '按所选保存')
    await flushPromises()
    expect(server.kept.saved).toMatchObject({ title: '参保单位', summary: '逐月缴费' })
    expect(second.text()).toContain('已保存。')
    expect(second.find('.conflict').exists()).toBe(false)
  })

  it('ask nothing where both typed the same', async () => {
    draftOnServer(2, content({ title: '参保单位' }))
    const second = await onPage(EntryEditor, { page: page(1, content()) })
    await type(second, 'title', '参保单位')
    await save(second)
    expect(second.find('.conflict').exists()).toBe(false)
    expect(second.text()).toContain('已保存。')
  })

  it('keep on what was typed while a save was under way', async () => {
    const server = draftOnServer(1, content())
    const editor = await onPage(EntryEditor, { page: page(1, content()) })
    await type(editor, 'title', '参保')
    const saving = editor.get('form').trigger('submit')
    await type(editor, 'summary', '还在写')
    await saving
    await flushPromises()
    expect(server.kept.saved.title).toBe('参保')
    expect((editor.get('#summary').element as HTMLTextAreaElement).value).toBe('还在写')
    expect(editor.text()).toContain('有未保存的修改')
  })
})

describe('what was typed', () => {
  it('is offered again after a reload, and gone once it is saved', async () => {
    const server = draftOnServer(1, content())
    const before = await onPage(EntryEditor, { page: page(1, content()) })
    await type(before, 'title', '没有保存的标题')
    vi.advanceTimersByTime(500)
    before.unmount()

    const after = await onPage(EntryEditor, { page: page(1, content()) })
    expect((after.get('#title').element as HTMLInputElement).value).toBe('参保人员')
    await press(after, '继续编辑')
    expect((after.get('#title').element as HTMLInputElement).value).toBe('没有保存的标题')
    await save(after)
    expect(server.kept.saved.title).toBe('没有保存的标题')
    expect(sessionStorage.length).toBe(0)
  })

  it('stands beside what somebody else saved before the reload', async () => {
    draftOnServer(2, content({ summary: '别人写的' }))
    const before = await onPage(EntryEditor, { page: page(1, content()) })
    await type(before, 'summary', '我写的')
    vi.advanceTimersByTime(500)
    before.unmount()

    const after = await onPage(EntryEditor, { page: page(2, content({ summary: '别人写的' })) })
    await press(after, '继续编辑')
    await flushPromises()
    expect(after.get('.conflict').text()).toContain('别人写的')
    expect(after.get('.conflict').text()).toContain('我写的')
  })

  it('goes when the reader wants it gone', async () => {
    const before = await onPage(EntryEditor, { page: page(1, content()) })
    await type(before, 'title', '不要了')
    vi.advanceTimersByTime(500)
    before.unmount()
    const after = await onPage(EntryEditor, { page: page(1, content()) })
    await press(after, '放弃')
    expect(sessionStorage.length).toBe(0)
    expect(after.find('.found').exists()).toBe(false)
  })
})
