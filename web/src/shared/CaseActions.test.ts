// @vitest-environment happy-dom
import { flushPromises, type VueWrapper } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import { Problem } from '@/api/problem'
import type { CaseAct } from '@/shared/caseAct'
import CaseActions from '@/shared/CaseActions.vue'
import { onPage } from '@/testing/page'

const acts: CaseAct<string>[] = [
  { name: 'submit', label: '提交', look: 'primary' },
  { name: 'sign', label: '签发', text: '以首席数据官的身份签发。', look: 'seal' },
  { name: 'withdraw', label: '撤回', hindered: '请先保存。' },
  { name: 'delete', label: '删除草稿', text: '草稿删除后不能恢复。', destructive: true },
]
function panel(go: (act: string) => Promise<unknown>): Promise<VueWrapper> {
  return onPage(
    defineComponent({
      setup: () => () => h(CaseActions as never, { acts, due: '2026-12-01', go }, { default: () => h('i', '理由') }),
    }),
  )
}
async function press(wrapper: VueWrapper, where: string, label: string): Promise<void> {
  const button = wrapper.findAll(`${where} button`).find((one) => one.text() === label)
  if (!button) throw new Error(`no button ${label} in ${where}`)
  await button.trigger('click')
  await flushPromises()
}
afterEach(() => {
  document.body.innerHTML = ''
})

describe('the decisions of a case', () => {
  it('are made at once where nothing is asked, and once however often they are pressed', async () => {
    let finish: () => void = () => undefined
    const go = vi.fn(
      () =>
        new Promise<void>((resolve) => {
          finish = resolve
        }),
    )
    const wrapper = await panel(go)
    await press(wrapper, '.desk', '提交')
    await press(wrapper, '.desk', '提交')
    finish()
    await flushPromises()
    expect(go.mock.calls).toEqual([['submit']])
    expect((wrapper.get('dialog').element as HTMLDialogElement).open).toBe(false)
  })
  it('start on Cancel where they remove something, and Enter does not decide', async () => {
    const go = vi.fn().mockResolvedValue(undefined)
    const wrapper = await panel(go)
    await press(wrapper, '.desk', '删除草稿')
    expect(document.activeElement?.textContent).toBe('取消')
    await wrapper.get('dialog form').trigger('submit')
    await flushPromises()
    expect(go).not.toHaveBeenCalled()
    expect(wrapper.findAll('dialog button').every((one) => one.attributes('type') === 'button')).toBe(true)
    await press(wrapper, 'dialog', '删除草稿')
    expect(go.mock.calls).toEqual([['delete']])
  })
  it('ask with what they need, and stay open with the sentence where they are refused', async () => {
    const go = vi
      .fn<(act: string) => Promise<unknown>>()
      .mockRejectedValueOnce(new Problem(409, 'approval/step-gone', '这一步已经有人办理。', []))
      .mockResolvedValueOnce(undefined)
    const wrapper = await panel(go)
    await press(wrapper, '.desk', '签发')
    const dialog = wrapper.get('dialog').element as HTMLDialogElement
    expect(dialog.open).toBe(true)
    expect(go).not.toHaveBeenCalled()
    await wrapper.get('dialog form').trigger('submit')
    await flushPromises()
    expect(wrapper.get('dialog').text()).toContain('这一步已经有人办理。')
    expect(dialog.open).toBe(true)
    await wrapper.get('dialog form').trigger('submit')
    await flushPromises()
    expect(dialog.open).toBe(false)
  })
  it('say why they cannot be made yet', async () => {
    const wrapper = await panel(() => Promise.resolve())
    const button = wrapper.findAll('.desk button').find((one) => one.text() === '撤回')
    expect(button?.attributes('disabled')).toBeDefined()
    expect(wrapper.get('.desk').text()).toContain('请先保存。')
    expect(wrapper.get('.desk').text()).toContain('2026-12-01')
  })
})
