import type { RuleCode, RuleKind, RuleValue } from '@/api/types'

export type Say = (key: string, named: Record<string, unknown>, plural: number) => string

/** A rule's value in words: its number with what it counts, its text, or how many choices it offers. */
export function valueWords(say: Say, kind: RuleKind, value: RuleValue): string {
  if (value.codes) return say('rule.value.code-list', { n: value.codes.length }, value.codes.length)
  if (value.number !== undefined) return say(`rule.value.${kind}`, { n: value.number }, value.number)
  return value.text === undefined || value.text === '' ? '—' : value.text
}

/** The key of the sentence that says what a rule can be set to. */
export function boundsKey(kind: RuleKind): string {
  if (kind === 'text') return 'rule.lengthFromTo'
  return kind === 'code-list' ? 'rule.choicesFromTo' : 'rule.fromTo'
}

/** The codes with one of them a place further up (-1) or down (1); as they are where there is no such place. */
export function moved(codes: RuleCode[], index: number, by: -1 | 1): RuleCode[] {
  const other = index + by
  const one = codes[index]
  const two = codes[other]
  if (!one || !two) return codes
  return codes.map((code, i) => (i === index ? two : i === other ? one : code))
}
