import { language } from '@/i18n'

const ZONE = 'Asia/Shanghai'

export function day(value?: string | null): string {
  return value ? value.slice(0, 10) : '—'
}

/** Today's date in the city, in the format of date fields. */
export function today(): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE, dateStyle: 'short' }).format(new Date())
}

/** A time in the city's time zone. */
export function moment(value?: string | null): string {
  if (!value) return '—'
  return new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE, dateStyle: 'short', timeStyle: 'short' }).format(
    new Date(value),
  )
}

export function dayOf(value?: string | null): string {
  return value ? new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE, dateStyle: 'short' }).format(new Date(value)) : '—'
}

export function number(value?: number | null): string {
  return value === undefined || value === null ? '—' : new Intl.NumberFormat(language()).format(value)
}

export function bytes(value?: number | null): string {
  if (value === undefined || value === null || value < 0) return '—'
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB']
  let size = value
  let unit = 0
  while (size >= 1024 && unit < units.length - 1) {
    size /= 1024
    unit++
  }
  return `${size.toFixed(unit === 0 || size >= 100 ? 0 : 1)} ${units[unit] ?? ''}`
}

/** A whole percentage; shares between 0 and 1 are shown as <1%, between 99 and 100 as >99%. */
export function percent(part: number, whole: number): string {
  if (whole === 0) return '—'
  const share = (part / whole) * 100
  if (share > 0 && share < 1) return '<1%'
  if (share < 100 && share > 99) return '>99%'
  return `${Math.round(share)}%`
}

export function seconds(value?: number | null): string {
  if (value === undefined || value === null) return '—'
  const minutes = Math.floor(value / 60)
  return minutes > 0 ? `${minutes} min ${Math.round(value % 60)} s` : `${Math.round(value)} s`
}
