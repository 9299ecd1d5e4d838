import { api, body } from '@/api/client'
import type { Unit } from '@/api/types'

const PAGE = 200

/** All units of today, or with those that have gone, page after page: for the names of codes from elsewhere. */
export async function everyUnit(gone?: boolean): Promise<Unit[]> {
  const units: Unit[] = []
  for (let page = 1; ; page++) {
    const found = await body(api.GET('/api/institution/units', { params: { query: { gone, page, size: PAGE } } }))
    units.push(...found.items.map((row) => row.unit))
    if (found.items.length < PAGE) return units
  }
}
