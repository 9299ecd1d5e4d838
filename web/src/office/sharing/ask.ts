import type { ItemMask, RowCondition, SharingAsk, SharingOffer, SharingPart, SharingRequestPage } from '@/api/types'

export const ways = ['api', 'file', 'table', 'feed'] as const
export type Way = (typeof ways)[number]
export const maskKinds = ['clear', 'keep', 'year', 'district', 'pseudonym', 'drop'] as const
export const operators = ['eq', 'ne', 'lt', 'le', 'gt', 'ge', 'in', 'prefix', 'empty', 'present'] as const
export const valueTypes = ['text', 'number', 'date', 'time', 'boolean'] as const

/** A condition on rows as it is typed: several values are separated by commas. */
export interface TypedCondition {
  item: string
  operator: RowCondition['operator']
  type: RowCondition['type']
  value: string
}

/** An item that is asked for, as it is typed. */
export interface TypedItem {
  name: string
  mask: ItemMask
  reason: string
  ground: string
}

/** An entry that is asked for, as it is typed. */
export interface TypedPart {
  entry: string
  items: TypedItem[]
  conditions: TypedCondition[]
  renews: string
}

/** The form of a request. */
export interface AskForm {
  title: string
  purpose: string
  scenario: string
  legalBasis: string
  modes: Way[]
  frequency: string
  perSecond: number
  perDay: number
  addresses: string
  hourFrom: string
  hourTo: string
  clients: string[]
  firstDay: string
  lastDay: string
  responsible: string
  phone: string
  lawful: string
  impact: string
  measures: string
  assessor: string
  assessedOn: string
  parts: TypedPart[]
}

export const CLEAR: ItemMask = { kind: 'clear', first: 0, last: 0 }

export function emptyForm(): AskForm {
  return {
    title: '',
    purpose: '',
    scenario: '',
    legalBasis: '',
    modes: ['api'],
    frequency: 'daily',
    perSecond: 5,
    perDay: 10_000,
    addresses: '',
    hourFrom: '',
    hourTo: '',
    clients: [],
    firstDay: '',
    lastDay: '',
    responsible: '',
    phone: '',
    lawful: '',
    impact: '',
    measures: '',
    assessor: '',
    assessedOn: '',
    parts: [],
  }
}

/** The form of a saved request. */
export function formOf(page: SharingRequestPage): AskForm {
  const { request } = page.row
  return {
    title: request.title,
    purpose: request.purpose,
    scenario: request.scenario ?? '',
    legalBasis: request.legalBasis,
    modes: ways.filter((one) => request.modes.includes(one)),
    frequency: request.frequency ?? '',
    perSecond: request.perSecond,
    perDay: request.perDay,
    addresses: request.addresses.join('\n'),
    hourFrom: request.hours ? String(request.hours.from) : '',
    hourTo: request.hours ? String(request.hours.to) : '',
    clients: [...request.clients].sort(),
    firstDay: request.firstDay ?? '',
    lastDay: request.lastDay ?? '',
    responsible: request.responsible,
    phone: request.phone,
    lawful: page.assessment?.lawful ?? '',
    impact: page.assessment?.impact ?? '',
    measures: page.assessment?.measures ?? '',
    assessor: page.assessment?.assessor ?? '',
    assessedOn: page.assessment?.assessedOn ?? '',
    parts: page.parts.map(typedPart),
  }
}

function typedPart(part: SharingPart): TypedPart {
  return {
    entry: part.entry,
    items: part.items.map(({ name, mask, reason, ground }) => ({ name, mask, reason, ground })),
    conditions: part.rowFilter.conditions.map((one) => ({
      item: one.item,
      operator: one.operator,
      type: one.type,
      value: one.values.join(', '),
    })),
    renews: part.renews ?? '',
  }
}

/** A new part with the least set of items. */
export function partOf(offer: SharingOffer): TypedPart {
  return {
    entry: offer.entry,
    items: offer.items
      .filter((item) => item.proposed)
      .map((item) => ({ name: item.name, mask: item.mask, reason: '', ground: '' })),
    conditions: [],
    renews: '',
  }
}

/** The conditions that are complete enough to be sent. */
export function conditions(typed: TypedCondition[]): RowCondition[] {
  return typed
    .filter((one) => one.item !== '')
    .map((one) => {
      const none = one.operator === 'empty' || one.operator === 'present'
      const list = one.operator === 'in' ? one.value.split(/[,，]/).map((value) => value.trim()) : [one.value.trim()]
      return {
        item: one.item,
        operator: one.operator,
        type: none || one.operator === 'prefix' ? 'text' : one.type,
        values: none ? [] : list.filter((value) => value !== ''),
      }
    })
}

/** What is sent of a form. */
export function ask(form: AskForm, demand?: string): SharingAsk {
  const assessed = [form.lawful, form.impact, form.measures, form.assessor, form.assessedOn].some((one) => one !== '')
  return {
    title: form.title,
    purpose: form.purpose,
    scenario: form.scenario || undefined,
    legalBasis: form.legalBasis,
    modes: form.modes,
    frequency: (form.frequency || undefined) as SharingAsk['frequency'],
    perSecond: form.perSecond || 0,
    perDay: form.perDay || 0,
    addresses: form.addresses.split('\n'),
    hours:
      form.hourFrom !== '' && form.hourTo !== '' ? { from: Number(form.hourFrom), to: Number(form.hourTo) } : undefined,
    clients: form.clients,
    firstDay: form.firstDay || undefined,
    lastDay: form.lastDay || undefined,
    responsible: form.responsible,
    phone: form.phone,
    demand,
    assessment: assessed
      ? {
          lawful: form.lawful,
          impact: form.impact,
          measures: form.measures,
          assessor: form.assessor,
          assessedOn: form.assessedOn || undefined,
        }
      : undefined,
    parts: form.parts.map((part) => ({
      entry: part.entry,
      items: part.items,
      rowFilter: { conditions: conditions(part.conditions) },
      renews: part.renews || undefined,
    })),
  }
}
