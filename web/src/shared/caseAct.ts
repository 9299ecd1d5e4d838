import type { CasePanel } from '@/api/types'

/** One decision that may be made in a case. */
export interface CaseAct<Name extends string> {
  name: Name
  label: string
  /** what is said before it is made; left out where it is made at once */
  text?: string
  look?: 'primary' | 'seal'
  /** why it cannot be made yet */
  hindered?: string
}

/** What an outcome of the case's step is given, as the flow declares it; undefined where it is no outcome of it. */
export function fieldsOf(panel: CasePanel, outcome: string): string[] | undefined {
  return panel.actions.find((one) => one.outcome === outcome)?.fields.map((field) => field.name)
}
