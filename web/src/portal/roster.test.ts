import { describe, expect, it } from 'vitest'
import type { Roster, Unit } from '@/api/types'
import { rosterGroups } from '@/portal/roster'

function unit(code: string, kind: Unit['kind'], parent?: string): Unit {
  return { code, name: `单位${code}`, nameEn: code, kind, parent, dataBureau: false, validFrom: '2021-08-10' }
}
function cdo(of: Unit): Roster['officers'][number] {
  return {
    role: 'unit-cdo',
    unitCode: of.code,
    unit: of.name,
    unitNameEn: of.nameEn,
    unitKind: of.kind,
    name: `首席${of.code}`,
    position: '副局长',
    from: '2021-08-10',
    acting: false,
  }
}

describe('the roster', () => {
  const [department, district, health, schools] = [
    unit('01', 'department'),
    unit('11', 'district'),
    unit('1101', 'department', '11'),
    unit('1102', 'department', '11'),
  ] as const
  const roster: Roster = {
    asOf: '2026-01-01',
    units: [department, district, health, schools],
    officers: [cdo(district), cdo(schools)],
    vacancies: [{ role: 'unit-cdo', unit: department }],
    duties: [],
  }

  it('lists the bureaus of a district behind it, and none among the departments', () => {
    const rows = rosterGroups(roster).map((group) => [group.kind, group.rows.map((row) => row.unit.code)])
    expect(rows).toEqual([
      ['city', []],
      ['department', ['01']],
      ['district', ['11', '1101', '1102']],
    ])
  })

  it('says that the district answers where a bureau has nobody of its own', () => {
    const rows = rosterGroups(roster).flatMap((group) => group.rows)
    expect(rows.map((row) => [row.unit.code, row.officer?.name, row.district?.code])).toEqual([
      ['01', undefined, undefined],
      ['11', '首席11', undefined],
      ['1101', undefined, '11'],
      ['1102', '首席1102', '11'],
    ])
  })
})
