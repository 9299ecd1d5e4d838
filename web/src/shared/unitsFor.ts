import { useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { api, body } from '@/api/client'
import { useSession } from '@/shared/session'

/**
 * The units for which the reader has one of the permissions, in whatever capacity: how many there are, and the one that
 * needs no choosing. There may be thousands, so they are never all read; `UnitSelect` offers them page by page.
 */
export function useUnitsFor(may: string[], gone = false) {
  const { can } = useSession()
  const { data } = useQuery({
    queryKey: ['unitsFor', may, gone],
    queryFn: () => body(api.GET('/api/institution/units/choices', { params: { query: { may, gone, size: 1 } } })),
    enabled: () => can(...may),
  })
  const total = computed(() => data.value?.total ?? 0)
  return {
    total,
    first: computed(() => data.value?.items[0]),
    only: computed(() => (total.value === 1 ? data.value?.items[0] : undefined)),
  }
}
