// @vitest-environment happy-dom
import { flushPromises, type VueWrapper } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import { confirmed } from '@/shared/confirm'
import ConfirmDialog from '@/shared/ConfirmDialog.vue'
import ConfirmHost from '@/shared/ConfirmHost.vue'
import { onPage } from '@/testing/page'

const question = { title: '删除数据源', sentence: '删除数据源“台账”及其普查结果？' }
async function press(wrapper: VueWrapper, label: string): Promise<void> {
  const button = wrapper.findAll('dialog button').find((one) => one.text() === label)
  if (!button) throw new Error(`no button ${label}`)
  await button.trigger('click')
  await flushPromises()
}
afterEach(() => {
  document.body.innerHTML = ''
})

describe('a confirmation', () => {
  it('starts on Cancel, and its buttons name the act', async () => {
    const confirm = vi.fn()
    const wrapper = await onPage(
      defineComponent({ setup: () => () => h(ConfirmDialog, { ...question, onConfirm: confirm }) }),
    )
    expect(document.activeElement?.textContent).toBe('取消')
    expect(wrapper.findAll('dialog button').map((one) => one.text())).toEqual(['删除数据源', '取消'])
    expect(wrapper.findAll('dialog button').every((one) => one.attributes('type') === 'button')).toBe(true)
    await press(wrapper, '取消')
    expect(confirm).not.toHaveBeenCalled()
  })
  it('answers whoever asked, and no is the answer to a question that another replaces', async () => {
    const wrapper = await onPage(ConfirmHost)
    const first = confirmed(question)
    await flushPromises()
    expect(document.activeElement?.textContent).toBe('取消')
    await press(wrapper, '删除数据源')
    expect(await first).toBe(true)
    expect(wrapper.find('dialog').exists()).toBe(false)
    const second = confirmed(question)
    await flushPromises()
    await press(wrapper, '取消')
    expect(await second).toBe(false)
    const third = confirmed(question)
    const fourth = confirmed({ ...question, title: '离开' })
    expect(await third).toBe(false)
    await flushPromises()
    await press(wrapper, '离开')
    expect(await fourth).toBe(true)
  })
})
