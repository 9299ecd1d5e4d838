import { describe, expect, it } from 'vitest'
import type { Appointment } from '@/api/types'
import { emptyPlan, gone, heir, ofKind, request, usualFate } from '@/office/institution/plan'

const held = (id: string, role: Appointment['role']): Appointment => ({
  id,
  role,
  officer: id,
  officerName: id,
  unit: '01',
  position: '',
  validFrom: '2021-08-10',
  version: 1,
})

describe('a change of units', () => {
  it('splits into two with half each, and one answers', () => {
    const plan = ofKind(emptyPlan('01', '2024-03-20'), 'split')
    expect(plan.heirs.map((one) => [one.share, one.answers])).toEqual([
      [50, true],
      [50, false],
    ])
  })

  it('takes several units for a merger alone', () => {
    const plan = { ...emptyPlan('01', '2024-03-20'), units: ['01', '02'] }
    expect(ofKind(plan, 'rename').units).toEqual(['01'])
    expect(ofKind(plan, 'merge').units).toEqual(['01', '02'])
  })

  it('knows that a unit which takes another in stays', () => {
    const plan = {
      ...emptyPlan('01', '2024-03-20'),
      units: ['01', '02'],
      heirs: [{ ...heir(100, true), founded: false, code: '02' }],
    }
    expect(gone(plan)).toEqual(['01'])
  })

  it('carries stewards along and one CDO, none where the heir has its own', () => {
    const all = [held('a', 'unit-cdo'), held('b', 'unit-cdo'), held('c', 'data-steward')]
    expect(usualFate(all, [{ ...heir(100, true), code: '16' }])).toEqual({ a: '16', c: '16' })
    expect(usualFate(all, [{ ...heir(100, true), code: '02', founded: false }])).toEqual({ c: '02' })
    expect(usualFate(all, [heir(100, true)])).toEqual({})
  })

  it('sends what its kind takes and no more', () => {
    const plan = { ...emptyPlan('01', '2024-03-20'), name: '新名', nameEn: 'New', carried: { a: '', b: '16' } }
    expect(request(plan)).not.toHaveProperty('name')
    expect(request(plan).carried).toEqual([{ appointment: 'b', to: '16' }])
    expect(request({ ...plan, kind: 'rename' })).not.toHaveProperty('heirs')
  })
})
