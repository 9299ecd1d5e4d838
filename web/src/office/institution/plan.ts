import type { ActRequest, Appointment, Unit } from '@/api/types'

export const kinds = ['merge', 'split', 'rename', 'move'] as const
export type Kind = (typeof kinds)[number]
export const subordinations = ['local', 'vertical', 'dual'] as const
export const bodyTypes = ['organ', 'institution'] as const

/** A successor in the form. */
export interface HeirDraft {
  code: string
  founded: boolean
  name: string
  fullName: string
  nameEn: string
  share: number
  answers: boolean
}

/** A change of units in the form. */
export interface PlanDraft {
  kind: Kind
  day: string
  document: string
  reason: string
  unverified: boolean
  units: string[]
  heirs: HeirDraft[]
  /** appointment → unit at which it continues; none if it ends */
  carried: Record<string, string>
  name: string
  fullName: string
  nameEn: string
  unitKind: Unit['kind']
  subordination: (typeof subordinations)[number]
  bodyType: (typeof bodyTypes)[number]
  parent: string
}

export function heir(share: number, answers: boolean): HeirDraft {
  return { code: '', founded: true, name: '', fullName: '', nameEn: '', share, answers }
}

export function emptyPlan(unit: string | undefined, day: string): PlanDraft {
  return {
    kind: 'merge',
    day,
    document: '',
    reason: '',
    unverified: false,
    units: unit ? [unit] : [],
    heirs: [heir(100, true)],
    carried: {},
    name: '',
    fullName: '',
    nameEn: '',
    unitKind: 'department',
    subordination: 'local',
    bodyType: 'organ',
    parent: '',
  }
}

/** Changes the kind of act. A split starts with two heirs, a merger with one; only a merger has several units. */
export function ofKind(plan: PlanDraft, kind: Kind): PlanDraft {
  const heirs = kind === 'split' ? [heir(50, true), heir(50, false)] : [heir(100, true)]
  return { ...plan, kind, heirs, carried: {}, units: kind === 'merge' ? plan.units : plan.units.slice(0, 1) }
}

export function passesOn(plan: PlanDraft): boolean {
  return plan.kind === 'merge' || plan.kind === 'split'
}

/** Units that do not exist from the day on. */
export function gone(plan: PlanDraft): string[] {
  const staying = plan.heirs.filter((one) => !one.founded).map((one) => one.code)
  return passesOn(plan) ? plan.units.filter((unit) => !staying.includes(unit)) : []
}

/** The default for each appointment: it continues at the heir; for a role with a single holder only the first one does. */
export function usualFate(appointments: Appointment[], heirs: HeirDraft[]): Record<string, string> {
  const to = heirs.find((one) => one.answers) ?? heirs[0]
  const carried: Record<string, string> = {}
  if (!to || to.code === '') return carried
  const single = ['unit-cdo', 'city-cdo', 'city-executive-officer']
  const taken = new Set<string>(to.founded ? [] : single)
  for (const one of appointments) {
    if (taken.has(one.role)) continue
    if (single.includes(one.role)) taken.add(one.role)
    carried[one.id] = to.code
  }
  return carried
}

/** The request: only the fields that the kind of act uses. */
export function request(plan: PlanDraft): ActRequest {
  const act: ActRequest = {
    kind: plan.kind,
    day: plan.day || undefined,
    document: plan.document,
    reason: plan.reason,
    unverified: plan.unverified,
    units: plan.units,
  }
  if (plan.kind === 'rename') return { ...act, name: plan.name, fullName: plan.fullName, nameEn: plan.nameEn }
  if (plan.kind === 'move')
    return {
      ...act,
      unitKind: plan.unitKind,
      subordination: plan.subordination,
      bodyType: plan.bodyType,
      parent: plan.parent,
    }
  const heirs = plan.heirs.map((one) =>
    one.founded ? one : { code: one.code, founded: false, share: one.share, answers: one.answers },
  )
  const carried = Object.entries(plan.carried)
    .filter(([, to]) => to !== '')
    .map(([appointment, to]) => ({ appointment, to }))
  return { ...act, heirs, carried }
}
