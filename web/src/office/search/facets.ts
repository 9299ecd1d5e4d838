import { useQuery } from '@tanstack/vue-query'
import { useI18n } from 'vue-i18n'
import { facetTexts } from '@/office/catalog/choices'
import { everyUnit } from '@/shared/everyUnit'
import { useUnitName } from '@/shared/unitName'

export const facets = ['unit', 'theme', 'class', 'grade', 'sharing', 'opening'] as const
export type Facet = (typeof facets)[number]

/** The name of a facet's value. */
export function useFacetWords(): (facet: Facet, value: string) => string {
  const { t } = useI18n()
  const unitName = useUnitName()
  const { data: units } = useQuery({
    queryKey: ['units', 'known'],
    queryFn: () => everyUnit(true),
  })
  return (facet, value) => {
    if (facet !== 'unit') return t(`${facetTexts[facet]}.${value}`)
    const known = units.value?.find((unit) => unit.code === value)
    return known ? unitName(known) : value
  }
}

/** The address of a search. */
export function address(
  text: string,
  filters: Record<string, string[]>,
): { path: string; query: Record<string, string | string[]> } {
  const query: Record<string, string | string[]> = { ...filters }
  if (text !== '') query.q = text
  return { path: '/office/catalog', query }
}
