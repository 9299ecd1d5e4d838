/** A field whose value the reader and another person changed differently. */
export interface FieldDifference {
  /** the field's name; `list/name` for an element of a list */
  field: string
  was: unknown
  mine: unknown
  theirs: unknown
  /** who changed it since the reader loaded it */
  by: 'me' | 'them' | 'both'
}

export type Side = 'mine' | 'theirs'

/** Lists whose elements have names: field → the name of an element. */
export type Lists = Record<string, (thing: never) => string>

type Form = Record<string, unknown>

function empty(value: unknown): boolean {
  return value === undefined || value === null || value === ''
}

/** Whether two values are equal; undefined, null and an empty text are equal. */
export function same(a: unknown, b: unknown): boolean {
  if (empty(a) || empty(b)) return empty(a) && empty(b)
  if (typeof a !== 'object' || typeof b !== 'object') return a === b
  if (Array.isArray(a) || Array.isArray(b))
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((one, i) => same(one, b[i]))
  const one = a as Form
  const other = b as Form
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].every((key) => same(one[key], other[key]))
}

/** The elements of a list by name; elements with the same name are numbered. */
function named(list: unknown, name: (thing: never) => string): Map<string, unknown> {
  const seen = new Map<string, number>()
  const result = new Map<string, unknown>()
  for (const thing of Array.isArray(list) ? (list as unknown[]) : []) {
    const called = name(thing as never)
    const before = seen.get(called) ?? 0
    seen.set(called, before + 1)
    result.set(before === 0 ? called : `${called} (${before + 1})`, thing)
  }
  return result
}

function fields(form: Form, lists: Lists): Map<string, unknown> {
  const result = new Map<string, unknown>()
  for (const [field, value] of Object.entries(form)) {
    const name = lists[field]
    if (!name) result.set(field, value)
    else for (const [called, thing] of named(value, name)) result.set(`${field}/${called}`, thing)
  }
  return result
}

/** The fields in which two versions with the same origin differ. */
export function differences(was: object, mine: object, theirs: object, lists: Lists = {}): FieldDifference[] {
  const [before, here, there] = [was, mine, theirs].map((form) => fields(form as Form, lists)) as [
    Map<string, unknown>,
    Map<string, unknown>,
    Map<string, unknown>,
  ]
  return [...new Set([...here.keys(), ...there.keys()])]
    .filter((field) => !same(here.get(field), there.get(field)))
    .map((field) => {
      const [old, my, their] = [before.get(field), here.get(field), there.get(field)]
      return { field, was: old, mine: my, theirs: their, by: same(old, my) ? 'them' : same(old, their) ? 'me' : 'both' }
    })
}

/** The reader's values, with the other person's values for the chosen fields. Lists keep the reader's order. */
export function merged<T extends object>(mine: T, theirs: T, chosen: Record<string, Side>, lists: Lists = {}): T {
  const result: Form = { ...(mine as Form) }
  for (const field of new Set([...Object.keys(mine), ...Object.keys(theirs)])) {
    const name = lists[field]
    if (!name) {
      if (chosen[field] === 'theirs') result[field] = (theirs as Form)[field]
      continue
    }
    const things = named((mine as Form)[field], name)
    const others = named((theirs as Form)[field], name)
    for (const called of new Set([...things.keys(), ...others.keys()])) {
      if (chosen[`${field}/${called}`] !== 'theirs') continue
      if (others.has(called)) things.set(called, others.get(called))
      else things.delete(called)
    }
    result[field] = [...things.values()]
  }
  return result as T
}
