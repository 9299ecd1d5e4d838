import type { Role } from '@/api/types'

/** One of the three first steps for a new user. */
export interface FirstStep {
  /** text key under `desk.steps` */
  name: string
  to: string
}

const step = (name: string, to: string): FirstStep => ({ name, to })
const FIND = step('find', '/office/catalog')
const SAVE = step('save', '/office/saved-searches')
const UNITS = step('institution', '/office/institution')

const byRole: [Role, FirstStep[]][] = [
  [
    'data-steward',
    [step('connect', '/office/census/new'), step('census', '/office/census'), step('draft', '/office/entries')],
  ],
  ['unit-cdo', [step('sign', '/office/todos'), UNITS, step('delegate', '/office/delegations')]],
  [
    'bureau-operator',
    [step('review', '/office/todos'), step('assign', '/office/demands'), step('late', '/office/overdue')],
  ],
  ['city-cdo', [step('late', '/office/overdue'), UNITS, step('delegate', '/office/delegations')]],
  ['city-executive-officer', [step('late', '/office/overdue'), UNITS, step('delegate', '/office/delegations')]],
  [
    'system-administrator',
    [
      step('accounts', '/office/accounts'),
      step('roster', '/office/institution/workbook'),
      step('drivers', '/office/drivers'),
    ],
  ],
  ['security-administrator', [step('confirm', '/office/two-persons'), step('rules', '/office/settings'), UNITS]],
  ['auditor', [step('audit', '/office/audit'), FIND, UNITS]],
  ['security-reviewer', [step('review', '/office/todos'), FIND, SAVE]],
]

/** The first steps for a holder of these roles: those of the role that ranks first. */
export function firstSteps(holds: (...roles: Role[]) => boolean): FirstStep[] {
  return byRole.find(([role]) => holds(role))?.[1] ?? [FIND, SAVE, UNITS]
}
