import { Problem } from '@/api/problem'
import type { UndeliveredEvent } from '@/api/types'

/** What became of an event that was sent again. */
export type Outcome = { is: 'reached' } | { is: 'failed'; now: UndeliveredEvent } | { is: 'sending' }

/**
 * Looks until an event that was sent again has reached its listener or has failed once more.
 *
 * @param before the event before it was sent
 * @param look asks the server for it; not found means that it has reached its listener
 * @param wait lets some time pass before the next look
 * @param looks how often it is looked at
 */
export async function outcomeOf(
  before: UndeliveredEvent,
  look: () => Promise<UndeliveredEvent>,
  wait: () => Promise<void>,
  looks = 20,
): Promise<Outcome> {
  for (let i = 0; i < looks; i++) {
    try {
      const now = await look()
      if (!now.underWay && now.attempts > before.attempts) return { is: 'failed', now }
    } catch (e) {
      if (e instanceof Problem && e.status === 404) return { is: 'reached' }
      throw e
    }
    await wait()
  }
  return { is: 'sending' }
}
