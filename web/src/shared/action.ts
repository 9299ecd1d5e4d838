import { ref, type Ref } from 'vue'
import { Problem } from '@/api/problem'

export interface Action {
  busy: Ref<boolean>
  problem: Ref<unknown>
  /** the message about what was done */
  said: Ref<string>
  /**
   * Runs one piece of work at a time: while it runs, further calls are ignored.
   *
   * @param work returns the message to show afterwards
   * @returns whether it succeeded
   */
  run: (work: () => Promise<unknown>) => Promise<boolean>
  /** repeats the work if that may help; undefined if not */
  again: Ref<(() => void) | undefined>
  clear: () => void
}

/** Whether the same request may succeed later: after a network error, or if the server is down or overloaded. */
export function mayPass(problem: unknown): boolean {
  return problem instanceof Problem && (problem.status === 0 || problem.status === 429 || problem.status >= 502)
}

/** State of a button that sends a request: busy, failed, and whether a retry may help. */
export function useAction(): Action {
  const busy = ref(false)
  const problem = ref<unknown>()
  const said = ref('')
  const again = ref<(() => void) | undefined>()
  function clear(): void {
    problem.value = undefined
    said.value = ''
    again.value = undefined
  }
  async function run(work: () => Promise<unknown>): Promise<boolean> {
    if (busy.value) return false
    busy.value = true
    clear()
    try {
      const answer = await work()
      if (typeof answer === 'string') said.value = answer
      return true
    } catch (e) {
      problem.value = e
      if (mayPass(e)) again.value = () => void run(work)
      return false
    } finally {
      busy.value = false
    }
  }
  return { busy, problem, said, run, again, clear }
}
