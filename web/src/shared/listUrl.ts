import { computed, type ComputedRef } from 'vue'
import { type LocationQuery, useRoute, useRouter } from 'vue-router'

export type ListState = {
  page: number
  size: number
  sort?: string
  q?: string
}

function text(value: LocationQuery[string] | undefined): string | undefined {
  const first = Array.isArray(value) ? value[0] : value
  return first === null || first === undefined || first === '' ? undefined : first
}

/** A list's state from its address; invalid values are ignored. */
export function listState(query: LocationQuery): ListState {
  const page = Number(text(query.page) ?? '1')
  const size = Number(text(query.size) ?? '20')
  return {
    page: Number.isInteger(page) && page > 0 ? page : 1,
    size: [10, 20, 50, 100].includes(size) ? size : 20,
    sort: text(query.sort),
    q: text(query.q),
  }
}

/** The next order after a click on a column's head: ascending, descending, default. */
export function nextSort(current: string | undefined, column: string): string | undefined {
  if (current === column) return `-${column}`
  return current === `-${column}` ? undefined : column
}

/** The state of a list in its address, so that it can be bookmarked and sent. */
export function useListUrl(): {
  state: ComputedRef<ListState>
  filter: (name: string) => string | undefined
  filters: (name: string) => string[]
  change: (next: Record<string, string | number | string[] | undefined>) => void
} {
  const route = useRoute()
  const router = useRouter()
  return {
    state: computed(() => listState(route.query)),
    filter: (name) => text(route.query[name]),
    filters: (name) => {
      const value = route.query[name]
      const all = Array.isArray(value) ? value : [value]
      return all.filter((one): one is string => typeof one === 'string' && one !== '')
    },
    change: (next) => {
      const query: LocationQuery = { ...route.query }
      const turned = { ...('page' in next ? {} : { page: undefined }), ...next }
      for (const [name, value] of Object.entries(turned)) {
        if (value === undefined || value === '' || (Array.isArray(value) && value.length === 0))
          Reflect.deleteProperty(query, name)
        else query[name] = Array.isArray(value) ? value : String(value)
      }
      void router.replace({ query })
    },
  }
}
