// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils'
import { afterEach, expect, it, vi } from 'vitest'
import type { UnitPage } from '@/api/types'
import UnitDescribeDialog from '@/office/institution/UnitDescribeDialog.vue'
import { fakeServer } from '@/testing/fakeServer'
import { onPage } from '@/testing/page'

const page = (nameEn: string, descriptionVersion: number): UnitPage =>
  ({
    unit: { code: '04' },
    form: { fullName: '肇庆市人力资源和社会保障局', nameEn, subordination: 'local', bodyType: 'organ' },
    formerNames: [],
    descriptionVersion,
    team: [],
  }) as unknown as UnitPage

afterEach(() => {
  vi.unstubAllGlobals()
  sessionStorage.clear()
  document.body.innerHTML = ''
})

it('shows what somebody else described meanwhile, and saves what was chosen with their version', async () => {
  const sent: unknown[] = []
  fakeServer({
    'GET /api/institution/units/04': () => ({ body: page('Labour Bureau', 3) }),
    'PUT /api/institution/units/04': ({ body }) => {
      sent.push(body)
      return (body as { version: number }).version === 3
        ? { status: 204 }
        : { status: 409, body: { code: 'platform/changed-meanwhile' } }
    },
  })
  const dialog = await onPage(UnitDescribeDialog, { page: page('HR Bureau', 2) })
  await dialog.get('#fullName').setValue('肇庆市人社局')
  await dialog.get('form').trigger('submit')
  await flushPromises()
  expect(dialog.get('.conflict').text()).toContain('Labour Bureau')
  expect((dialog.get('#fullName').element as HTMLInputElement).value).toBe('肇庆市人社局')
  await dialog.get('.conflict button.primary').trigger('click')
  await flushPromises()
  expect(sent).toMatchObject([
    { version: 2, fullName: '肇庆市人社局', nameEn: 'HR Bureau' },
    { version: 3, fullName: '肇庆市人社局', nameEn: 'Labour Bureau' },
  ])
})
