import { useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed } from 'vue'
import { api, body } from '@/api/client'

/** Which entries the reader has marked with a star, asked once for all stars of a page. */
export function useFavourites() {
  const queries = useQueryClient()
  const { data } = useQuery({
    queryKey: ['favourites', 'ids'],
    queryFn: () => body(api.GET('/api/catalog/favourites/ids')),
  })
  const ids = computed(() => (data.value ? new Set(data.value) : undefined))
  return {
    /** whether an entry is marked; undefined while nobody knows */
    has: (entry: string): boolean | undefined => ids.value?.has(entry),
    /** marks an entry, or takes the mark away */
    mark: async (entry: string, starred: boolean): Promise<void> => {
      const params = { path: { entry } }
      if (starred) await api.PUT('/api/catalog/favourites/{entry}', { params })
      else await api.DELETE('/api/catalog/favourites/{entry}', { params })
    },
    /** asks the server anew */
    refresh: (): Promise<void> => queries.invalidateQueries({ queryKey: ['favourites'] }),
  }
}
