import { useQuery } from '@tanstack/vue-query'
import { computed, type ComputedRef } from 'vue'
import { api, body } from '@/api/client'

const MINUTE = 60_000

/** The number of unread notices, updated once a minute. */
export function useUnread(): ComputedRef<number> {
  const { data } = useQuery({
    queryKey: ['notices', 'unread'],
    queryFn: () => body(api.GET('/api/notices/unread')),
    refetchInterval: MINUTE,
  })
  return computed(() => data.value?.count ?? 0)
}
