import { useQuery } from '@tanstack/vue-query'
import { api, body } from '@/api/client'

export const standings = ['held', 'broken', 'overdue', 'unruled', 'unexamined', 'good'] as const
export const objectionStates = ['open', 'confirmed', 'refused', 'corrected', 'withdrawn'] as const

/** A score with one decimal; never rounded up to 100. */
export function score(value?: number): string {
  if (value === undefined) return '—'
  return (Math.floor(value * 10) / 10).toFixed(1)
}

/** The quality of an entry, asked again each second while it is being examined. */
export function useEntryQuality(entry: () => string) {
  return useQuery({
    queryKey: ['quality', entry],
    queryFn: () => body(api.GET('/api/quality/entries/{entry}', { params: { path: { entry: entry() } } })),
    refetchInterval: (query) => {
      const newest = query.state.data?.newest
      return newest && (newest.state === 'queued' || newest.state === 'running') ? 1000 : false
    },
  })
}

/** The rules of an entry. */
export function useRules(entry: () => string) {
  return useQuery({
    queryKey: ['quality-rules', entry],
    queryFn: () => body(api.GET('/api/quality/entries/{entry}/rules', { params: { path: { entry: entry() } } })),
  })
}
