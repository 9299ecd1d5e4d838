import { QueryClient } from '@tanstack/vue-query'
import { Problem } from '@/api/problem'

/**
 * The application's query client.
 *
 * After a change, `invalidateQueries` asks the server again. The library joins the refetch to a first fetch that is still
 * running, and that answer may be older than the change; running fetches are cancelled here first.
 */
class Queries extends QueryClient {
  override async invalidateQueries(...[filters, options]: Parameters<QueryClient['invalidateQueries']>): Promise<void> {
    await this.cancelQueries(typeof filters === 'function' ? filters() : filters, { silent: true })
    await super.invalidateQueries(filters, options)
  }
}

/** @param retry whether a failed query is tried again when the network failed */
export function createQueries(retry = true): QueryClient {
  return new Queries({
    defaultOptions: {
      queries: {
        retry: (count, problem) => retry && !(problem instanceof Problem) && count < 2,
        refetchOnWindowFocus: false,
      },
    },
  })
}
