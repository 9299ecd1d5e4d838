import type { ProvinceColumn, ProvinceTemplatePage } from '@/api/types'

/** The states of a batch. */
export const batchStates = [
  'preparing',
  'stopped',
  'failed',
  'written',
  'refused',
  'accepted',
  'closed',
  'removed',
] as const

/** The kinds of files that the province takes. */
export const fileKinds = ['csv-utf8', 'csv-gb18030'] as const

/** Why a value does not fit. */
export const problems = ['missing', 'unmapped', 'too-long', 'unwritable'] as const

/** A column as it is typed: `source` is an item's column, or empty for a constant; `codes` has one pair in each line. */
export interface ColumnFields {
  name: string
  source: string
  constant: string
  required: boolean
  longest: string
  codes: string
}

/** A template as it is typed. */
export interface TemplateFields {
  provinceName: string
  provinceCode: string
  fileKind: (typeof fileKinds)[number]
  columns: ColumnFields[]
  batch: string
  row: string
  result: string
  reason: string
}

export function newColumn(): ColumnFields {
  return { name: '', source: '', constant: '', required: false, longest: '', codes: '' }
}

/** Pairs of codes as they are typed: `1=男`. */
export function typedCodes(codes: { ours: string; theirs: string }[]): string {
  return codes.map((code) => `${code.ours}=${code.theirs}`).join('\n')
}

/** The pairs of the lines; a line without `=` lacks the province's code, which the server says. */
export function codesOf(typed: string): { ours: string; theirs: string }[] {
  return typed
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const at = line.search(/[=＝]/)
      return at < 0 ? { ours: line, theirs: '' } : { ours: line.slice(0, at).trim(), theirs: line.slice(at + 1).trim() }
    })
}

function columnFields(column: ProvinceColumn): ColumnFields {
  return {
    name: column.name,
    source: column.item ?? '',
    constant: column.constant ?? '',
    required: column.required,
    longest: column.longest === undefined ? '' : String(column.longest),
    codes: typedCodes(column.codes),
  }
}

export function fieldsOf(page?: ProvinceTemplatePage): TemplateFields {
  return {
    provinceName: page?.provinceName ?? '',
    provinceCode: page?.provinceCode ?? '',
    fileKind: page?.fileKind ?? 'csv-utf8',
    columns: page ? page.columns.map(columnFields) : [newColumn()],
    batch: page?.receipt.batch ?? '批次号',
    row: page?.receipt.row ?? '行号',
    result: page?.receipt.result ?? '结果',
    reason: page?.receipt.reason ?? '原因',
  }
}

function longestOf(typed: string): number | undefined {
  if (typed.trim() === '') return undefined
  const longest = Number(typed)
  return Number.isInteger(longest) ? longest : 0
}

/** The template as the server takes it. */
export function wantedTemplate(form: TemplateFields) {
  return {
    provinceName: form.provinceName,
    provinceCode: form.provinceCode,
    fileKind: form.fileKind,
    columns: form.columns.map((column) => ({
      name: column.name,
      item: column.source || undefined,
      constant: column.source ? undefined : column.constant,
      required: column.required,
      longest: longestOf(column.longest),
      codes: codesOf(column.codes),
    })),
    receipt: { batch: form.batch, row: form.row, result: form.result, reason: form.reason },
  }
}
