import type { ColumnChange, TableChange } from '@/api/types'
import { number } from '@/shared/format'

/** Difference in rows with its sign; a dash if one of the two is unknown. */
export function growth(change: Pick<TableChange, 'rowsBefore' | 'rowsAfter'>): string {
  if (change.rowsBefore < 0 || change.rowsAfter < 0) return '—'
  const more = change.rowsAfter - change.rowsBefore
  if (more === 0) return '0'
  return `${more > 0 ? '+' : '−'}${number(Math.abs(more))}`
}

type Say = (key: string, named: Record<string, unknown>) => string

/** The text for a change of a column. */
export function said(change: ColumnChange, t: Say): string {
  const ours = change.kind === 'key' || change.kind === 'nullability'
  const word = (value: string | undefined): string =>
    value === undefined ? '—' : ours ? t(`columnState.${value}`, {}) : value
  return t(`columnChange.${change.kind}`, {
    column: change.column === '' ? t('table.title', {}) : change.column,
    before: word(change.before),
    after: word(change.after),
    likeness: change.likeness ?? 0,
  })
}

/** A polyline of values from left to right, within a box of the given size, the maximum at the top. */
export function line(values: number[], width: number, height: number): string {
  const most = Math.max(1, ...values)
  const step = values.length > 1 ? width / (values.length - 1) : 0
  return values
    .map(
      (value, i) => `${i === 0 ? 'M' : 'L'}${(i * step).toFixed(1)} ${(height - (value / most) * height).toFixed(1)}`,
    )
    .join('')
}
