import type { FollowUpPage, NewFollowUp } from '@/api/types'
import type { kinds, origins, rhythms } from '@/office/followup/followUpQuery'

/** The fields of the form of a follow-up. */
export interface Form {
  title: string
  requirement: string
  measure: string
  origin: (typeof origins)[number] | ''
  originText: string
  originLink: string
  paper?: string
  kind: (typeof kinds)[number]
  lead?: string
  parts: { unit: string; text: string }[]
  term: 'days' | 'day' | 'rhythm' | 'words'
  workingDays?: number
  due: string
  rhythm: (typeof rhythms)[number]
  dueText: string
}

export function empty(origin: Form['origin'] = '', paper?: string): Form {
  return {
    title: '',
    requirement: '',
    measure: '',
    origin,
    originText: '',
    originLink: '',
    paper,
    kind: 'ordinary',
    lead: undefined,
    parts: [],
    term: 'day',
    workingDays: undefined,
    due: '',
    rhythm: 'quarterly',
    dueText: '',
  }
}

/** The form of a follow-up that was given; its term is changed by extending it. */
export function formOf(page: FollowUpPage): Form {
  const one = page.row.followUp
  return {
    ...empty(one.origin, one.paper),
    title: one.title,
    requirement: one.requirement,
    measure: one.measure,
    originText: one.originText,
    originLink: one.originLink ?? '',
    kind: one.kind,
    lead: one.lead,
    parts: page.parts.map((row) => ({ unit: row.part.unit, text: row.part.text })),
    dueText: one.dueText,
  }
}

/** What the server is sent; of the term only what was chosen. */
export function wanted(form: Form): NewFollowUp {
  return {
    title: form.title,
    requirement: form.requirement,
    measure: form.measure,
    origin: form.origin === '' ? undefined : form.origin,
    originText: form.originText,
    originLink: form.originLink,
    paper: form.paper,
    kind: form.kind,
    lead: form.lead,
    parts: form.parts,
    term: {
      workingDays: form.term === 'days' && typeof form.workingDays === 'number' ? form.workingDays : undefined,
      due: form.term === 'day' && form.due !== '' ? form.due : undefined,
      rhythm: form.term === 'rhythm' ? form.rhythm : undefined,
      text: form.dueText,
    },
  }
}
