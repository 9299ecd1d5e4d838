import type { CasePanel } from '@/api/types'

/** A decision that can be made in a case. */
export interface CaseAct<Name extends string> {
  name: Name
  label: string
  /** the text of the confirmation; without it the decision is made at once */
  text?: string
  look?: 'primary' | 'seal'
  /** whether it removes something: its dialog starts on Cancel, and Enter does not decide */
  destructive?: boolean
  /** why it cannot be made yet */
  hindered?: string
}

/** The fields of an outcome as the flow declares them; undefined if the case's step does not have this outcome. */
export function fieldsOf(panel: CasePanel, outcome: string): string[] | undefined {
  return panel.actions.find((one) => one.outcome === outcome)?.fields.map((field) => field.name)
}
