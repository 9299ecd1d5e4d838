// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils'
import { afterEach, expect, it, vi } from 'vitest'
import type { Appointment } from '@/api/types'
import AppointmentDialog from '@/office/institution/AppointmentDialog.vue'
import { fakeServer } from '@/testing/fakeServer'
import { onPage } from '@/testing/page'

afterEach(() => {
  vi.unstubAllGlobals()
  document.body.innerHTML = ''
})

const held = (role: string): Appointment =>
  ({ id: 'a1', role, officerName: '甲', position: '职务', version: 3 }) as unknown as Appointment

it('ends a role at once, and asks another administrator where it is a power', async () => {
  const sent: [string, unknown][] = []
  fakeServer({
    'POST /api/institution/appointments/a1/end': ({ body }) => {
      sent.push(['alone', body])
      return { status: 204 }
    },
    'POST /api/powers/requests': ({ body }) => {
      sent.push(['two', body])
      return { status: 201, body: { id: 'r1' } }
    },
  })
  for (const role of ['data-steward', 'auditor']) {
    const dialog = await onPage(AppointmentDialog, { kind: 'end', unit: '00', appointment: held(role) })
    await dialog.get('input[type=checkbox]').setValue(true)
    expect(dialog.find('#last').exists()).toBe(false)
    if (role === 'auditor') await dialog.get('#reason').setValue('调离')
    else expect(dialog.find('#reason').exists()).toBe(false)
    await dialog.get('form').trigger('submit')
    await flushPromises()
    document.body.innerHTML = ''
  }
  expect(sent).toMatchObject([
    ['alone', { atOnce: true, version: 3 }],
    ['two', { kind: 'end', appointment: 'a1', version: 3, atOnce: true, reason: '调离' }],
  ])
})
