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
