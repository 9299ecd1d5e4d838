import { api, body } from '@/api/client'

/** A target of the palette. */
export interface Found {
  kind: 'page' | 'entry' | 'unit' | 'person' | 'case'
  to: string
  text: string
  hint: string
}

const FEW = 5

function items<T>(list: Promise<{ items: T[] }>): Promise<T[]> {
  return list.then(
    (one) => one.items,
    () => [],
  )
}

/** Matches by name: entries, units, people, and cases that wait for the reader or were started by them. */
export async function found(q: string, unitName: (unit: { name: string; nameEn: string }) => string): Promise<Found[]> {
  const query = { q, size: FEW }
  // A failed request does not affect the results of the others.
  const [entries, units, people, waiting, started] = await Promise.all([
    items(body(api.GET('/api/catalog/search', { params: { query } }))),
    items(body(api.GET('/api/institution/units/choices', { params: { query } }))),
    items(body(api.GET('/api/institution/officers', { params: { query } }))),
    items(body(api.GET('/api/todos', { params: { query } }))),
    items(body(api.GET('/api/cases/started', { params: { query } }))),
  ])
  const cases = new Map<string, Found>()
  for (const one of waiting) cases.set(one.link, { kind: 'case', to: one.link, text: one.title, hint: one.stepName })
  for (const one of started)
    if (!cases.has(one.link)) cases.set(one.link, { kind: 'case', to: one.link, text: one.title, hint: one.kindName })
  return [
    ...cases.values(),
    ...entries.slice(0, FEW).map((hit): Found => ({
      kind: 'entry',
      to: `/office/catalog/${hit.entry}?version=${hit.version}`,
      text: hit.title.text,
      hint: hit.unitName,
    })),
    ...units.map((unit): Found => ({
      kind: 'unit',
      to: `/office/institution/${unit.code}`,
      text: unitName(unit),
      hint: unit.code,
    })),
    ...people
      .filter((one) => one.roles.length > 0)
      .map((one): Found => {
        const held = one.roles[0]
        return {
          kind: 'person',
          to: `/office/institution/${held?.unit.code ?? ''}`,
          text: one.officer.name,
          hint: held ? unitName(held.unit) : '',
        }
      }),
  ]
}
