/** A value that can be chosen. */
export interface Choice {
  value: string
  text: string
  /** distinguishes it from others with the same name */
  hint?: string
}

export interface ChoicePage {
  items: Choice[]
  total: number
}
