// @vitest-environment happy-dom
import { flushPromises, type VueWrapper } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h, ref } from 'vue'
import DemandNew from '@/office/demand/DemandNew.vue'
import UnitFor from '@/shared/UnitFor.vue'
import { type Asked, fakeServer } from '@/testing/fakeServer'
import { onPage, steward } from '@/testing/page'

const unit = (code: string) => ({ code, name: `单位${code}`, nameEn: `Unit ${code}`, kind: 'department' })
const unit04 = unit('04')
const unit06 = unit('06')
/** Somebody who holds nothing and acts for two stewards. */
const delegate = { ...steward, roles: [] }

function server(units: ReturnType<typeof unit>[]): { asked: Asked[] } {
  return fakeServer({
    'GET /api/institution/units/choices': ({ query }) => {
      const found = units.filter((one) => `${one.name}${one.code}`.includes(query.get('q') ?? ''))
      return { body: { items: found, total: found.length, page: 1, size: 20 } }
    },
    'POST /api/demands': () => ({ status: 201, body: { id: '1' } }),
  })
}
const chosen = ref<string>()
async function unitFor(units: ReturnType<typeof unit>[]): Promise<{ wrapper: VueWrapper; asked: Asked[] }> {
  chosen.value = undefined
  const { asked } = server(units)
  const Form = defineComponent({
    setup: () => () =>
      h(UnitFor, {
        id: 'unit',
        label: '单位',
        may: ['demand.write'],
        modelValue: chosen.value,
        'onUpdate:modelValue': (code: string | undefined) => (chosen.value = code),
      }),
  })
  const wrapper = await onPage(Form, {}, delegate)
  await flushPromises()
  return { wrapper, asked }
}

afterEach(() => {
  vi.unstubAllGlobals()
  sessionStorage.clear()
  document.body.innerHTML = ''
})

describe('the unit for which something is done', () => {
  it('is the only one for which it may be done, without asking, for a delegate too', async () => {
    const { wrapper, asked } = await unitFor([unit04])
    expect(chosen.value).toBe('04')
    expect(wrapper.find('input').exists()).toBe(false)
    expect(asked[0]?.query.getAll('may')).toEqual(['demand.write'])
  })
  it('is chosen of exactly those units where there are more', async () => {
    const { wrapper, asked } = await unitFor([unit04, unit06])
    expect(chosen.value).toBeUndefined()
    await wrapper.get('input').trigger('click')
    await flushPromises()
    expect(wrapper.findAll('[role="option"]')).toHaveLength(2)
    expect(asked.every((one) => one.query.get('may') === 'demand.write')).toBe(true)
    await wrapper.findAll('[role="option"]')[1]?.trigger('mousedown')
    expect(chosen.value).toBe('06')
  })
  it('is nothing where it may be done for none', async () => {
    const { wrapper } = await unitFor([])
    expect(chosen.value).toBeUndefined()
    expect(wrapper.find('input').exists()).toBe(false)
  })
})

it('a delegate writes a demand for the unit that they act for', async () => {
  const { asked } = server([unit06])
  const page = await onPage(DemandNew, {}, delegate)
  await flushPromises()
  await page.get('#title').setValue('参保信息')
  await page.get('form').trigger('submit')
  await flushPromises()
  expect(asked.find((one) => one.method === 'POST')?.body).toMatchObject({ unit: '06', wanted: { title: '参保信息' } })
})
