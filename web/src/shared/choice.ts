/** Something that can be chosen. */
export interface Choice {
  value: string
  text: string
  /** what tells it from others of the same name */
  hint?: string
}

export interface ChoicePage {
  items: Choice[]
  total: number
}
