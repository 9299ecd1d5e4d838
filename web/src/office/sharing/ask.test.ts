import { describe, expect, it } from 'vitest'
import { ask, conditions, emptyForm, partOf } from '@/office/sharing/ask'

describe('the form of a request', () => {
  it('splits the values of a list and sends none where the operator takes none', () => {
    expect(
      conditions([
        { item: '状态', operator: 'in', type: 'text', value: '1, 2，3,' },
        { item: '备注', operator: 'empty', type: 'number', value: '5' },
        { item: '', operator: 'eq', type: 'text', value: 'x' },
      ]),
    ).toEqual([
      { item: '状态', operator: 'in', type: 'text', values: ['1', '2', '3'] },
      { item: '备注', operator: 'empty', type: 'text', values: [] },
    ])
  })

  it('sends an assessment and hours only when they were typed', () => {
    expect(ask(emptyForm()).assessment).toBeUndefined()
    expect(ask({ ...emptyForm(), hourFrom: '22', hourTo: '6', lawful: '合法' })).toMatchObject({
      hours: { from: 22, to: 6 },
      assessment: { lawful: '合法' },
    })
  })

  it('begins with the items that are proposed and no others', () => {
    const item = {
      grade: 'general-1' as const,
      key: false,
      needsReason: false,
      sensitive: false,
      sharingType: 'conditional' as const,
      mask: { kind: 'clear' as const, first: 0, last: 0 },
    }
    const part = partOf({
      entry: 'e',
      code: '307',
      title: 't',
      unit: '01',
      unitName: 'u',
      sharingType: 'conditional',
      grade: 'general-1',
      items: [
        { ...item, name: 'a', proposed: true },
        { ...item, name: 'b', proposed: false },
      ],
    })
    expect(part.items.map((one) => one.name)).toEqual(['a'])
  })
})
