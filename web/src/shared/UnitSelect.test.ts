// @vitest-environment happy-dom
import { flushPromises, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h, ref } from 'vue'
import UnitSelect from '@/shared/UnitSelect.vue'
import { type Asked, fakeServer } from '@/testing/fakeServer'
import { onPage } from '@/testing/page'

const units = Array.from({ length: 45 }, (_, i) => {
  const code = String(i + 1).padStart(2, '0')
  return { code, name: `单位${code}`, nameEn: `Unit ${code}`, kind: 'department', validFrom: '2020-01-01' }
})
let asked: Asked[]
const chosen = ref<string>()

async function select(props: Record<string, unknown> = {}): Promise<VueWrapper> {
  const Form = defineComponent({
    setup: () => () =>
      h(UnitSelect, {
        id: 'unit',
        label: '单位',
        modelValue: chosen.value,
        'onUpdate:modelValue': (code: string | undefined) => (chosen.value = code),
        ...props,
      }),
  })
  return onPage(Form)
}
async function key(wrapper: VueWrapper, name: string): Promise<void> {
  await wrapper.get('input').trigger('keydown', { key: name })
  await flushPromises()
}
async function type(wrapper: VueWrapper, words: string): Promise<void> {
  await wrapper.get('input').setValue(words)
  vi.advanceTimersByTime(200)
  await flushPromises()
}
const options = (wrapper: VueWrapper): string[] => wrapper.findAll('[role="option"]').map((one) => one.text())
const value = (wrapper: VueWrapper): string => (wrapper.get('input').element as HTMLInputElement).value

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  chosen.value = undefined
  asked = fakeServer({
    'GET /api/institution/units/choices': ({ query }) => {
      const found = units.filter((unit) => `${unit.name}${unit.code}`.includes(query.get('q') ?? ''))
      const size = Number(query.get('size') ?? '20')
      const from = (Number(query.get('page') ?? '1') - 1) * size
      return { body: { items: found.slice(from, from + size), total: found.length, page: 1, size } }
    },
  }).asked
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  document.body.innerHTML = ''
})

describe('choosing a unit', () => {
  it('asks the server for what is typed, and takes what Enter is pressed on', async () => {
    const wrapper = await select()
    await type(wrapper, '单位4')
    expect(options(wrapper)).toHaveLength(6)
    await key(wrapper, 'ArrowDown')
    await key(wrapper, 'ArrowDown')
    await key(wrapper, 'Enter')
    expect(chosen.value).toBe('41')
    expect(value(wrapper)).toBe('单位41')
    expect(wrapper.get('input').attributes('aria-expanded')).toBe('false')
  })
  it('brings page after page, until all have been seen', async () => {
    const wrapper = await select()
    await key(wrapper, 'ArrowDown')
    expect(options(wrapper)).toHaveLength(20)
    for (let i = 0; i < 8; i++) await key(wrapper, 'PageDown')
    expect(options(wrapper)).toHaveLength(45)
    expect(asked.map((one) => one.query.get('page')).filter(Boolean)).toEqual(['1', '2', '3'])
  })
  it('names what is chosen already', async () => {
    chosen.value = '07'
    expect(value(await select())).toBe('单位07')
  })
  it('leaves what was chosen where a word is not finished', async () => {
    chosen.value = '07'
    const wrapper = await select()
    await type(wrapper, '没有这样的')
    expect(options(wrapper)).toHaveLength(0)
    await wrapper.get('input').trigger('blur')
    expect(chosen.value).toBe('07')
    expect(value(wrapper)).toBe('单位07')
  })
  it('can choose none where that is offered, by the list or by emptying the field', async () => {
    chosen.value = '07'
    const wrapper = await select({ none: '全部单位' })
    await key(wrapper, 'ArrowDown')
    expect(options(wrapper)[0]).toBe('全部单位')
    await type(wrapper, '')
    await wrapper.get('input').trigger('blur')
    expect(chosen.value).toBe('')
  })
  it('closes with Escape and chooses nothing', async () => {
    const wrapper = await select()
    await key(wrapper, 'ArrowDown')
    await key(wrapper, 'ArrowDown')
    await key(wrapper, 'Escape')
    expect(chosen.value).toBeUndefined()
    expect(wrapper.get('input').attributes('aria-expanded')).toBe('false')
  })
  it('leaves out what cannot be chosen here', async () => {
    const wrapper = await select({ without: (unit: { code: string }) => unit.code === '01' })
    await key(wrapper, 'ArrowDown')
    expect(options(wrapper)[0]).toContain('单位02')
  })
})
