/** The days off of a year as the form has them. */
export interface AnnouncedDays {
  year: number
  rest: string[]
  work: string[]
}

interface KnownFile {
  year?: unknown
  days?: { date?: unknown; isOffDay?: unknown }[]
}

/**
 * Reads a file of days off as public collections offer it: `{ "year": 2027, "days": [{ "date", "isOffDay" }] }`.
 *
 * @returns undefined if the file has another form
 */
export function announcedDays(text: string): AnnouncedDays | undefined {
  let file: KnownFile
  try {
    file = JSON.parse(text) as KnownFile
  } catch {
    return undefined
  }
  if (typeof file.year !== 'number' || !Array.isArray(file.days)) return undefined
  const days: AnnouncedDays = { year: file.year, rest: [], work: [] }
  for (const day of file.days) {
    if (typeof day.date !== 'string' || typeof day.isOffDay !== 'boolean') return undefined
    days[day.isOffDay ? 'rest' : 'work'].push(day.date)
  }
  return days
}
