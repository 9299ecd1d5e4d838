import { useQuery } from '@tanstack/vue-query'
import { api, body } from '@/api/client'

/** The query of a plan, asked again each second while it is being collected. */
export function usePlan(id: () => string) {
  return useQuery({
    queryKey: ['plan', id],
    queryFn: () => body(api.GET('/api/collection/plans/{id}', { params: { path: { id: id() } } })),
    refetchInterval: (query) => {
      const last = query.state.data?.row.last
      return last && !last.finishedAt ? 1000 : false
    },
  })
}
