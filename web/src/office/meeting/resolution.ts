import type { NewResolution, ResolutionRow } from '@/api/types'

/** The fields of the form of a resolution. */
export interface ResolutionFields {
  item: string
  title: string
  requirement: string
  measure: string
  kind: 'key' | 'ordinary' | 'prompt'
  lead?: string
  parts: { unit: string; text: string }[]
  due: string
  dueText: string
}

export function resolutionFields(item: string, row?: ResolutionRow): ResolutionFields {
  const one = row?.resolution
  return {
    item: one?.item ?? item,
    title: one?.title ?? '',
    requirement: one?.requirement ?? '',
    measure: one?.measure ?? '',
    kind: one?.kind ?? 'ordinary',
    lead: one?.lead,
    parts: row?.parts.map(({ unit, text }) => ({ unit, text })) ?? [],
    due: one?.due ?? '',
    dueText: one?.dueText ?? '',
  }
}

export function wantedResolution(fields: ResolutionFields): NewResolution {
  return {
    ...fields,
    item: fields.item === '' ? undefined : fields.item,
    due: fields.due === '' ? undefined : fields.due,
  }
}
