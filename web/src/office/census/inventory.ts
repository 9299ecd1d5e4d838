import type { Session } from '@/api/types'

export interface UnitName {
  code: string
  name: string
  nameEn: string
}

/** The units whose inventory somebody may have who does not run the platform: those they keep data or answer for. */
export function inventoried(roles: Session['roles']): UnitName[] {
  const own = roles.filter((held) => held.role === 'data-steward' || held.role === 'unit-cdo').map((held) => held.unit)
  return own.filter((unit, i) => own.findIndex((other) => other.code === unit.code) === i)
}

/** The file's name as the server said it. */
export function fileName(disposition: string | null, otherwise: string): string {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '')?.[1]
  return encoded ? decodeURIComponent(encoded) : otherwise
}
