// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { SourceView } from '@/api/types'
import SourceEditor from '@/office/census/SourceEditor.vue'
import { changedMeanwhile, fakeServer } from '@/testing/fakeServer'
import { onPage } from '@/testing/page'

const source = (changes: Partial<SourceView> = {}): SourceView => ({
  id: '22222222-2222-2222-2222-222222222222',
  name: '社会保险业务库',
  kind: 'postgresql',
  host: '10.0.0.4',
  port: 5432,
  database: 'sbk',
  user: 'census',
  schemas: ['public'],
  unit: '04',
  unitName: '市人社局',
  mayManage: true,
  version: 1,
  ...changes,
})

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  sessionStorage.clear()
  document.body.innerHTML = ''
})

describe('the editor of a source', () => {
  it('never keeps or compares a password', async () => {
    const { asked } = fakeServer({
      'GET /api/census/drivers/kinds': () => ({ body: [] }),
      [`PUT /api/census/sources/${source().id}`]: () => changedMeanwhile,
      [`GET /api/census/sources/${source().id}`]: () => ({ body: source({ version: 2, host: '10.0.0.9' }) }),
    })
    const editor = await onPage(SourceEditor, { source: source() })
    await editor.get('#secret').setValue('geheim-123')
    await editor.get('#user').setValue('census_ro')
    vi.advanceTimersByTime(500)
    const kept = JSON.stringify(Object.values(sessionStorage))
    expect(kept).toContain('census_ro')
    expect(kept).not.toContain('geheim-123')

    await editor.get('form').trigger('submit')
    await flushPromises()
    expect(asked.find((one) => one.method === 'PUT')?.body).toMatchObject({ secret: 'geheim-123', version: 1 })
    expect(editor.get('.conflict').text()).toContain('10.0.0.9')
    expect(editor.get('.conflict').text()).not.toContain('geheim-123')
  })
})
