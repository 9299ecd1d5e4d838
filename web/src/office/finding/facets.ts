import { facetTexts } from '@/office/catalog/choices'

export const facets = ['unit', 'theme', 'class', 'grade', 'sharing', 'opening'] as const
export type Facet = (typeof facets)[number]

/** A facet's value in words; units have their names from elsewhere. */
export function facetKey(facet: Exclude<Facet, 'unit'>, value: string): string {
  return `${facetTexts[facet]}.${value}`
}

/** The address of a search. */
export function address(question: string, chosen: Record<string, string[]>): { path: string; query: Record<string, string | string[]> } {
  const query: Record<string, string | string[]> = { ...chosen }
  if (question !== '') query.q = question
  return { path: '/office/catalog', query }
}
