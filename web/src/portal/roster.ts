import type { Roster, Unit } from '@/api/types'

export interface RosterRow {
  unit: Unit
  fullName?: string
  role: Roster['officers'][number]['role']
  /** the holder of the role; none if it is vacant, or if the district's CDO is responsible for the bureau */
  officer?: Roster['officers'][number]
  /** the district of a bureau */
  district?: Unit
}

/** The roster in its order: the city, its departments, and the districts, each with its bureaus. */
export function rosterGroups(roster: Roster): { kind: Unit['kind']; rows: RosterRow[] }[] {
  const units = new Map(roster.units.map((unit) => [unit.code, unit]))
  function rowsOf(unit: Unit): RosterRow[] {
    const district = unit.parent ? units.get(unit.parent) : undefined
    const held = roster.officers
      .filter((officer) => officer.unitCode === unit.code)
      .map((officer): RosterRow => ({ unit, fullName: officer.unitFullName, role: officer.role, officer, district }))
    const vacant = roster.vacancies
      .filter((gap) => gap.unit.code === unit.code)
      .map((gap): RosterRow => ({ unit, role: gap.role }))
    const answered: RosterRow[] = district && held.length === 0 ? [{ unit, role: 'unit-cdo', district }] : []
    return [...held, ...vacant, ...answered]
  }
  return (['city', 'department', 'district'] as const).map((kind) => ({
    kind,
    rows: roster.units.filter((unit) => (unit.parent ? 'district' : unit.kind) === kind).flatMap(rowsOf),
  }))
}
