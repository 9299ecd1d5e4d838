import type { CollectionWayView } from '@/api/types'

/** What the form of a plan's way sends. */
export interface WayForm {
  mode: 'full' | 'increment' | 'push' | 'capture'
  watermark: string
  overlap: number
  key: string[]
  fullEvery: number
}

/** The form as a plan has it; what an increment needs is proposed if the plan is collected in full. */
export function firstForm(found: CollectionWayView): WayForm {
  const marked = found.keys.filter((one) => one.marked).map((one) => one.column)
  const key = found.way.key.length > 0 ? found.way.key : marked
  if (found.way.mode === 'increment') {
    return {
      mode: 'increment',
      watermark: found.way.watermark ?? '',
      overlap: found.way.overlap,
      key,
      fullEvery: found.way.fullEvery,
    }
  }
  // A column of times that every row has is the likeliest one: programs write it with each change.
  const likely = found.columns.find((one) => one.kind === 'time' && one.without === 0)
  return {
    mode: found.way.mode,
    watermark: likely?.column ?? '',
    overlap: likely?.usualOverlap ?? 0,
    key,
    fullEvery: found.usualFullEvery,
  }
}

/** What is to be said of a column: that rows without a value would never be read. */
export function noteOf(column: CollectionWayView['columns'][number]): 'without' | undefined {
  return (column.without ?? 0) > 0 ? 'without' : undefined
}

/** The key of the word for what a collection read. */
export function readAs(mode: 'table' | 'upload' | 'push', grown: { increment: boolean } | undefined) {
  return grown?.increment && mode === 'table' ? 'increment' : mode
}
