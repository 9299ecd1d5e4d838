// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils'
import { afterEach, expect, it, vi } from 'vitest'
import type { UnitPage } from '@/api/types'
import UnitDescribeDialog from '@/office/institution/UnitDescribeDialog.vue'
import { fakeServer } from '@/testing/fakeServer'
import { onPage } from '@/testing/page'

const page = (nameEn: string): UnitPage =>
  ({
    unit: { code: '04' },
    form: { fullName: '肇庆市人力资源和社会保障局', nameEn, subordination: 'local', bodyType: 'organ' },
    formerNames: [],
    team: [],
  }) as unknown as UnitPage

afterEach(() => {
  vi.unstubAllGlobals()
  sessionStorage.clear()
  document.body.innerHTML = ''
})

it('does not write over what somebody else described meanwhile, though it has no version', async () => {
  const { asked } = fakeServer({ 'GET /api/institution/units/04': () => ({ body: page('Labour Bureau') }) })
  const dialog = await onPage(UnitDescribeDialog, { page: page('HR Bureau') })
  await dialog.get('#fullName').setValue('肇庆市人社局')
  await dialog.get('form').trigger('submit')
  await flushPromises()
  expect(asked.some((one) => one.method === 'PUT')).toBe(false)
  expect(dialog.get('.conflict').text()).toContain('Labour Bureau')
  expect((dialog.get('#fullName').element as HTMLInputElement).value).toBe('肇庆市人社局')
})
