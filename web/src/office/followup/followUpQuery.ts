import { computed, type ComputedRef } from 'vue'
import type { FollowUpRow } from '@/api/types'
import { useListUrl } from '@/shared/listUrl'

export const states = ['open', 'given', 'dividing', 'working', 'reported', 'closed', 'merged', 'withdrawn'] as const
export const origins = ['plan', 'meeting', 'finding', 'approval', 'demand', 'leading-group', 'province'] as const
export const kinds = ['key', 'ordinary', 'prompt'] as const
export const endings = ['in-time', 'late', 'with-day', 'extended'] as const
export const rhythms = ['monthly', 'quarterly', 'half-yearly', 'yearly'] as const

type OneOf<T extends readonly string[]> = T[number] | undefined

export interface FollowUpQuery {
  page: number
  size: number
  sort?: string
  q?: string
  state?: string
  origin?: string
  kind?: string
  unit?: string
  lead?: string
  late?: boolean
  mine?: boolean
  paper?: string
  from?: string
  to?: string
  ended?: string
  givenFrom?: string
  givenTo?: string
}

/** What the list, the calendar and the Gantt chart are narrowed to; all of it is in the address. */
export function useFollowUpQuery(): {
  query: ComputedRef<FollowUpQuery>
  filter: (name: string) => string | undefined
  change: (next: Record<string, string | number | undefined>) => void
} {
  const { state, filter, change } = useListUrl()
  const flag = (name: string): true | undefined => (filter(name) === 'true' ? true : undefined)
  const query = computed(() => ({
    ...state.value,
    state: filter('state') as OneOf<typeof states>,
    origin: filter('origin') as OneOf<typeof origins>,
    kind: filter('kind') as OneOf<typeof kinds>,
    unit: filter('unit'),
    lead: filter('lead'),
    late: flag('late'),
    mine: flag('mine'),
    paper: filter('paper'),
    from: filter('from'),
    to: filter('to'),
    ended: filter('ended') as OneOf<typeof endings>,
    givenFrom: filter('givenFrom'),
    givenTo: filter('givenTo'),
  }))
  return { query, filter, change }
}

/** The last day of what is owed next: of the whole, or of the next report. */
export function owedBy(row: FollowUpRow): string | undefined {
  return row.followUp.reportDue ?? row.followUp.lapsesOn
}
