// @vitest-environment happy-dom
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h, ref } from 'vue'
import { type ComboboxOptions, useCombobox } from '@/shared/combobox'
import ComboboxList from '@/shared/ComboboxList.vue'

const choices = ref<string[]>([])
const choose = vi.fn<(one: string) => void>()

function field(options: Partial<ComboboxOptions<string>> = {}): VueWrapper {
  choices.value = ['甲', '乙', '丙']
  const Field = defineComponent({
    setup() {
      const box = useCombobox<string>({ id: () => 'word', choices: () => choices.value, choose, ...options })
      return () => [
        h('input', { ...box.field, onInput: box.show, onKeydown: box.key, onBlur: box.close }),
        h(
          // A component with a type of its own has no plain type.
          ComboboxList as unknown as ReturnType<typeof defineComponent>,
          { box, choices: choices.value, label: '词', keyOf: (one: string) => one },
          { default: ({ one }: { one: string }) => one },
        ),
      ]
    },
  })
  return mount(Field, { attachTo: document.body })
}
async function key(wrapper: VueWrapper, name: string, more: Record<string, unknown> = {}): Promise<KeyboardEvent> {
  const event = new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true, ...more })
  wrapper.get('input').element.dispatchEvent(event)
  await flushPromises()
  return event
}
const marked = (wrapper: VueWrapper): string | undefined =>
  wrapper.findAll('[aria-selected="true"]').map((one) => one.text())[0]
const expanded = (wrapper: VueWrapper): string | undefined => wrapper.get('input').attributes('aria-expanded')

afterEach(() => {
  choose.mockReset()
  document.body.innerHTML = ''
})

describe('a combobox', () => {
  it('ties field, list and the marked choice together', async () => {
    const wrapper = field()
    expect(expanded(wrapper)).toBe('false')
    await wrapper.get('input').trigger('input')
    await key(wrapper, 'ArrowDown')
    const input = wrapper.get('input')
    expect(input.attributes('aria-expanded')).toBe('true')
    expect(input.attributes('aria-controls')).toBe(wrapper.get('[role="listbox"]').attributes('id'))
    expect(input.attributes('aria-activedescendant')).toBe(wrapper.get('[aria-selected="true"]').attributes('id'))
  })
  it('opens with an arrow, marks nothing beyond either end, and chooses with Enter', async () => {
    const wrapper = field()
    await key(wrapper, 'ArrowDown')
    expect(marked(wrapper)).toBeUndefined()
    for (let i = 0; i < 5; i++) await key(wrapper, 'ArrowDown')
    expect(marked(wrapper)).toBe('丙')
    for (let i = 0; i < 5; i++) await key(wrapper, 'ArrowUp')
    expect(marked(wrapper)).toBe('甲')
    expect((await key(wrapper, 'Enter')).defaultPrevented).toBe(true)
    expect(choose).toHaveBeenCalledExactlyOnceWith('甲')
    expect(expanded(wrapper)).toBe('false')
  })
  it('goes round where it wraps', async () => {
    const wrapper = field({ wraps: true })
    await key(wrapper, 'ArrowUp')
    await key(wrapper, 'ArrowUp')
    expect(marked(wrapper)).toBe('丙')
    await key(wrapper, 'ArrowDown')
    expect(marked(wrapper)).toBe('甲')
  })
  it('leaves Enter to the form where nothing is marked, unless it is told what Enter means', async () => {
    expect((await key(field(), 'Enter')).defaultPrevented).toBe(false)
    expect((await key(field({ enter: () => true }), 'Enter')).defaultPrevented).toBe(true)
  })
  it('takes no key while an input method composes a word', async () => {
    const wrapper = field()
    await key(wrapper, 'ArrowDown')
    await key(wrapper, 'ArrowDown', { isComposing: true })
    expect(marked(wrapper)).toBeUndefined()
  })
  it('closes with Escape and when the field is left, and chooses nothing', async () => {
    const closed = vi.fn()
    const wrapper = field({ closed })
    await key(wrapper, 'ArrowDown')
    await key(wrapper, 'Escape')
    expect(expanded(wrapper)).toBe('false')
    await key(wrapper, 'ArrowDown')
    await wrapper.get('input').trigger('blur')
    expect(expanded(wrapper)).toBe('false')
    expect(closed).toHaveBeenCalledTimes(2)
    expect(choose).not.toHaveBeenCalled()
    expect((await key(wrapper, 'Escape')).defaultPrevented).toBe(false)
  })
  it('chooses what the mouse goes down on, before the field loses the focus', async () => {
    const wrapper = field()
    await wrapper.get('input').trigger('input')
    await wrapper.findAll('[role="option"]')[1]?.trigger('mousedown')
    expect(choose).toHaveBeenCalledExactlyOnceWith('乙')
  })
  it('asks for more when the mark nears the end', async () => {
    const more = vi.fn()
    const wrapper = field({ more })
    choices.value = Array.from({ length: 20 }, (_, i) => String(i))
    await key(wrapper, 'ArrowDown')
    await key(wrapper, 'PageDown')
    expect(more).not.toHaveBeenCalled()
    await key(wrapper, 'PageDown')
    await key(wrapper, 'PageDown')
    expect(more).toHaveBeenCalled()
  })
  it('shows an empty list only where that says something', async () => {
    const hidden = field()
    choices.value = []
    await key(hidden, 'ArrowDown')
    expect(expanded(hidden)).toBe('false')
    const shown = field({ stays: true })
    choices.value = []
    await key(shown, 'ArrowDown')
    expect(expanded(shown)).toBe('true')
  })
  it('keeps the mark within a list that becomes shorter', async () => {
    const wrapper = field()
    await key(wrapper, 'ArrowDown')
    for (let i = 0; i < 3; i++) await key(wrapper, 'ArrowDown')
    choices.value = ['甲']
    await flushPromises()
    expect(marked(wrapper)).toBe('甲')
  })
})
