// @vitest-environment happy-dom
import { flushPromises, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Content, EntryPage, Item } from '@/api/types'
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
  checks: [],
  ...changes,
})
const page = (revision: number, saved: Content): EntryPage =>
  ({
    version: { entry: ENTRY, number: 1, revision, content: saved },
    missing: [],
    toCheck: [],
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

describe('the grid of items', () => {
  const row: Item = { name: '性别', key: false, grade: 'general-2', type: 'C', codes: [] }

  async function paste(wrapper: VueWrapper, cell: string, text: string): Promise<void> {
    await wrapper.get(`[data-cell="${cell}"]`).trigger('paste', { clipboardData: { getData: () => text } })
    await flushPromises()
  }

  it('keeps a cell that it does not understand, says why, and is not saved before it is mended', async () => {
    const server = draftOnServer(1, content({ items: [row] }))
    const editor = await onPage(EntryEditor, { page: page(1, content({ items: [row] })) })
    await paste(editor, '0:2', '字符串(20)\t60\t\t一般数据3级')
    expect(editor.text()).toContain('不认识“字符串(20)”: 请改为列表中的类型')
    await save(editor)
    expect(server.kept.revision).toBe(1)
    expect(editor.text()).toContain('有 1 个单元格不认识')

    await editor.get('[data-cell="0:2"]').setValue('数值型 N')
    await editor.get('[data-cell="0:2"]').trigger('change')
    await save(editor)
    expect(server.kept.saved.items).toEqual([{ ...row, type: 'N', lengthBytes: 60, grade: 'general-3' }])
  })

  it('takes the value before where the text is dropped', async () => {
    const server = draftOnServer(1, content({ items: [row] }))
    const editor = await onPage(EntryEditor, { page: page(1, content({ items: [row] })) })
    await paste(editor, '0:5', '绝密')
    expect(editor.text()).toContain('不认识“绝密”')
    await press(editor, '不要这段文字')
    await type(editor, 'title', '人员')
    await save(editor)
    expect(server.kept.saved.items).toEqual([row])
  })

  it('reads a code list, and writes it', async () => {
    const server = draftOnServer(1, content({ items: [row] }))
    const editor = await onPage(EntryEditor, { page: page(1, content({ items: [row] })) })
    await editor.get('[data-cell="0:7"]').setValue('0女 1男')
    await editor.get('[data-cell="0:7"]').trigger('change')
    expect((editor.get('[data-cell="0:7"]').element as HTMLInputElement).value).toBe('0:女；1:男')
    await save(editor)
    expect(server.kept.saved.items[0]?.codes).toEqual([
      { code: '0', meaning: '女' },
      { code: '1', meaning: '男' },
    ])
  })

  it('proposes what a typed name is recognised as, and takes it on a click', async () => {
    const asked: string[] = []
    fakeServer({
      'GET /api/catalog/recognition': ({ query }) => {
        asked.push(query.get('name') ?? '')
        return {
          body: {
            type: 'resident-id',
            label: '公民身份号码',
            grade: 'general-4',
            personal: 'identity',
            itemType: 'C',
            reason: '个人信息',
          },
        }
      },
    })
    const editor = await onPage(EntryEditor, { page: page(1, content({ items: [{ ...row, type: 'I' }] })) })
    for (const typed of ['法定', '法定代表人身份证号码']) await editor.get('[data-cell="0:0"]').setValue(typed)
    vi.advanceTimersByTime(400)
    await flushPromises()
    expect(asked).toEqual(['法定代表人身份证号码'])
    expect(editor.text()).toContain('看名称可能是公民身份号码：一般4级')
    await press(editor, '采用')
    expect((editor.get('[data-cell="0:2"]').element as HTMLSelectElement).value).toBe('C')
    expect((editor.get('[data-cell="0:5"]').element as HTMLSelectElement).value).toBe('general-4')
    expect(editor.text()).not.toContain('看名称可能是')
  })
})

describe('what is to be checked', () => {
  it('stands in one list and is ticked off', async () => {
    const check = { field: 'title', why: 'title-guessed', facts: { name: 't_leave' }, done: false }
    const server = draftOnServer(1, content({ checks: [check] }))
    const shown = page(1, content({ checks: [check] }))
    const points = [{ at: 'title', what: '名称', message: '名称由表名“t_leave”推测。' }]
    const editor = await onPage(EntryEditor, { page: { ...shown, toCheck: points } })
    expect(editor.text()).toContain('待核对（1）')
    expect(editor.text()).toContain('名称由表名“t_leave”推测。')
    await editor.get('details input[type="checkbox"]').setValue(true)
    expect(editor.text()).toContain('全部核对完毕。')
    await save(editor)
    expect(server.kept.saved.checks).toEqual([{ ...check, done: true }])
  })
})
