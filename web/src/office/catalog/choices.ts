/** The choices of the national guide by name; themes by their usual number on portals. */
export const sharingTypes = ['unconditional', 'conditional', 'not-shared'] as const
export const openingTypes = ['open', 'conditionally-open', 'not-open'] as const
export const cycles = [
  'realtime',
  'daily',
  'weekly',
  'monthly',
  'quarterly',
  'half-yearly',
  'yearly',
  'irregular',
  'once',
] as const
export const formats = ['database', 'spreadsheet', 'document', 'image', 'stream', 'self-described', 'api'] as const
export const modes = ['table', 'api', 'file'] as const
export { grades } from '@/shared/grades'
export const itemTypes = ['C', 'N', 'Y', 'D', 'T', 'L', 'M', 'G', 'B', 'I', 'F'] as const
export const themes = [
  '1',
  '2',
  '3',
  '4',
  '5',
  '6',
  '7',
  '8',
  '9',
  '10',
  '11',
  '12',
  '13',
  '14',
  '15',
  '16',
  '17',
  '18',
  '19',
  '20',
  '21',
  '99',
] as const
export const facetTexts = {
  unit: '',
  theme: 'theme',
  class: 'resourceClass',
  grade: 'grade',
  sharing: 'sharing',
  opening: 'opening',
} as const

/** Whether data change less often than declared. False if daily changes are observed, the most that censuses can observe, or if the declared cycle has no fixed interval. */
export function isSlower(observed: string | undefined, declared: string | undefined): boolean {
  const fixed: readonly string[] = cycles.slice(0, cycles.indexOf('irregular'))
  if (!observed || observed === 'daily' || !declared || !fixed.includes(declared)) return false
  return observed === 'irregular' || fixed.indexOf(observed) > fixed.indexOf(declared)
}
