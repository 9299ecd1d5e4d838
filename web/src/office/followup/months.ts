/** All days of a month, as `2021-10-01`. */
export function daysOf(month: string): string[] {
  const [year, number] = month.split('-').map(Number)
  if (!year || !number) return []
  const last = new Date(Date.UTC(year, number, 0)).getUTCDate()
  return Array.from({ length: last }, (_, i) => `${month}-${String(i + 1).padStart(2, '0')}`)
}

/** The month so many months later. */
export function monthAfter(month: string, months: number): string {
  const [year, number] = month.split('-').map(Number)
  const day = new Date(Date.UTC(year ?? 2000, (number ?? 1) - 1 + months, 1))
  return day.toISOString().slice(0, 7)
}

/** How many days lie between two days. */
export function daysBetween(from: string, to: string): number {
  return Math.round(
    (Date.parse(`${to.slice(0, 10)}T00:00:00Z`) - Date.parse(`${from.slice(0, 10)}T00:00:00Z`)) / 86_400_000,
  )
}

/** The first days of the months between two days, at most so many: every month, every third or every year. */
export function marks(from: string, to: string, most: number): string[] {
  const months = Math.max(1, Math.ceil(daysBetween(from, to) / 30))
  const step = [1, 3, 6, 12, 24, 60].find((one) => months / one <= most) ?? 120
  const found: string[] = []
  for (let month = monthAfter(from.slice(0, 7), 1); `${month}-01` <= to; month = monthAfter(month, 1))
    if (
      (Number(month.slice(5)) - 1) % Math.min(step, 12) === 0 &&
      (step <= 12 || Number(month.slice(0, 4)) % (step / 12) === 0)
    )
      found.push(`${month}-01`)
  return found
}
