import type { RuleCode, RuleKind, RuleValue } from '@/api/types'

export type Say = (key: string, named: Record<string, unknown>, plural: number) => string

/** A rule's value as text: its number with the unit, its text, or the number of choices. */
export function valueWords(say: Say, kind: RuleKind, value: RuleValue): string {
  if (value.codes) return say('rule.value.code-list', { n: value.codes.length }, value.codes.length)
  if (value.number !== undefined) return say(`rule.value.${kind}`, { n: value.number }, value.number)
  return value.text === undefined || value.text === '' ? '—' : value.text
}

/** The text key for the limits of a rule. */
export function boundsKey(kind: RuleKind): string {
  if (kind === 'text') return 'rule.lengthFromTo'
  return kind === 'code-list' ? 'rule.choicesFromTo' : 'rule.fromTo'
}

/** The codes with one of them moved up (-1) or down (1); unchanged if it is already the first or last. */
export function moved(codes: RuleCode[], index: number, by: -1 | 1): RuleCode[] {
  const other = index + by
  const one = codes[index]
  const two = codes[other]
  if (!one || !two) return codes
  return codes.map((code, i) => (i === index ? two : i === other ? one : code))
}
