import type { Session } from '@/api/types'

export interface UnitName {
  code: string
  name: string
  nameEn: string
}

/** The units of which a person without platform rights may have the inventory: those of which they are steward or CDO. */
export function inventoried(roles: Session['roles']): UnitName[] {
  const own = roles.filter((held) => held.role === 'data-steward' || held.role === 'unit-cdo').map((held) => held.unit)
  return own.filter((unit, i) => own.findIndex((other) => other.code === unit.code) === i)
}

/** The file's name from the server's header. */
export function fileName(disposition: string | null, otherwise: string): string {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '')?.[1]
  return encoded ? decodeURIComponent(encoded) : otherwise
}
