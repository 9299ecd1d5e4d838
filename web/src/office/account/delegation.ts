/** The bounds within which a delegation can be given, as the server answers them. */
export interface Bounds {
  first: string
  latest: string
  days: number
}

export interface Faults {
  from?: 'past' | 'far'
  until?: 'before' | 'long'
}

/** What is wrong with the days of a delegation, by field; the server decides. Days that are not typed yet are not wrong. */
export function periodFaults(from: string, until: string, bounds: Bounds | undefined): Faults {
  const faults: Faults = {}
  if (!bounds) return faults
  if (from !== '' && from < bounds.first) faults.from = 'past'
  if (from !== '' && from > bounds.latest) faults.from = 'far'
  const begin = from === '' ? bounds.first : from
  if (until !== '' && until < begin) faults.until = 'before'
  if (until !== '' && until > later(begin, bounds.days)) faults.until = 'long'
  return faults
}

function later(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`)
  if (Number.isNaN(date.getTime())) return '9999-12-31'
  date.setUTCDate(date.getUTCDate() + days)
  return date.toISOString().slice(0, 10)
}
