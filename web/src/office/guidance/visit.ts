import type { NewVisit, VisitPage } from '@/api/types'
import type { visitKinds } from '@/office/guidance/guidance'
import { today } from '@/shared/format'

/** A follow-up that a visit led to. */
export interface Following {
  id: string
  title: string
}

/** The fields of the form of a visit. */
export interface VisitFields {
  kind: (typeof visitKinds)[number]
  day: string
  title: string
  units: string[]
  people: string
  found: string
  followUps: Following[]
}

export function fieldsOf(page?: VisitPage): VisitFields {
  const one = page?.row.visit
  return {
    kind: one?.kind ?? 'visit',
    day: one?.day ?? today(),
    title: one?.title ?? '',
    units: one?.units ?? [],
    people: one?.people ?? '',
    found: one?.found ?? '',
    followUps: page?.followUps.map(({ id, title }) => ({ id, title })) ?? [],
  }
}

export function wantedVisit(fields: VisitFields): NewVisit {
  return {
    ...fields,
    day: fields.day === '' ? undefined : fields.day,
    followUps: fields.followUps.map((one) => one.id),
  }
}
