import type { QualityRule, QualityRuleForm } from '@/api/types'

export const kinds = [
  'present',
  'unique',
  'identifier',
  'codes',
  'length',
  'pattern',
  'range',
  'not-filler',
  'birth-of-id',
  'sex-of-id',
  'reference',
  'order',
  'not-future',
  'condition',
  'volume',
  'fresh',
  'reachable',
] as const
export type Kind = (typeof kinds)[number]

export const dimensions = ['norm', 'completeness', 'accuracy', 'consistency', 'timeliness', 'accessibility'] as const

/** Which fields a kind of rule has. */
export interface Shape {
  /** number of columns, -1 for one or more */
  columns: number
  ends: boolean
  text: boolean
  values: boolean
}

const columnsOf: Partial<Record<Kind, number>> = {
  unique: -1,
  'birth-of-id': 2,
  'sex-of-id': 2,
  order: 2,
  condition: 0,
  volume: 0,
  fresh: 0,
  reachable: 0,
}

export function shape(kind: Kind): Shape {
  return {
    columns: columnsOf[kind] ?? 1,
    ends: kind === 'length' || kind === 'range',
    text: kind === 'pattern' || kind === 'condition',
    values: kind === 'codes' || kind === 'not-filler' || kind === 'sex-of-id',
  }
}

/** The fields of the form; lists are written one value a line. */
export interface Form {
  kind: Kind
  dimension: (typeof dimensions)[number]
  columns: (string | undefined)[]
  least: string
  most: string
  text: string
  values: string
  others: string
  entry: string | undefined
  other: string
  percent: number | undefined
  remark: string | undefined
  weight: number | undefined
  tolerance: number | undefined
  holds: boolean
}

export function emptyForm(): Form {
  return {
    kind: 'present',
    dimension: 'consistency',
    columns: [],
    least: '',
    most: '',
    text: '',
    values: '',
    others: '',
    entry: undefined,
    other: '',
    percent: 30,
    remark: '',
    weight: 1,
    tolerance: 0,
    holds: false,
  }
}

export function formOf(rule: QualityRule): Form {
  return {
    kind: rule.kind,
    dimension: rule.dimension,
    columns: [...rule.terms.columns],
    least: rule.terms.least ?? '',
    most: rule.terms.most ?? '',
    text: rule.terms.text ?? '',
    values: rule.terms.values.join('\n'),
    others: rule.terms.others.join('\n'),
    entry: rule.terms.entry,
    other: rule.terms.other ?? '',
    percent: rule.terms.percent ?? 30,
    remark: rule.remark,
    weight: rule.weight,
    tolerance: rule.tolerance,
    holds: rule.holds,
  }
}

function lines(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

/** The rule as the server takes it: only the terms that its kind has. */
export function sent(form: Form): QualityRuleForm {
  const has = shape(form.kind)
  return {
    kind: form.kind,
    dimension: form.dimension,
    terms: {
      columns: has.columns === 0 ? [] : form.columns.filter((column): column is string => !!column),
      least: has.ends ? form.least : undefined,
      most: has.ends ? form.most : undefined,
      text: has.text || form.kind === 'identifier' ? form.text : undefined,
      values: has.values ? lines(form.values) : [],
      others: form.kind === 'sex-of-id' ? lines(form.others) : [],
      entry: form.kind === 'reference' ? form.entry : undefined,
      other: form.kind === 'reference' ? form.other : undefined,
      percent: form.kind === 'volume' ? form.percent : undefined,
    },
    remark: form.remark,
    weight: form.weight,
    tolerance: form.tolerance,
    holds: form.holds,
    suggested: false,
  }
}
