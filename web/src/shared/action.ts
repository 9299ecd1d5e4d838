import { ref, type Ref } from 'vue'
import { Problem } from '@/api/problem'

export interface Action {
  busy: Ref<boolean>
  problem: Ref<unknown>
  /** what was done, said to the reader */
  said: Ref<string>
  /**
   * Does one thing at a time: while it is under way, further presses count for nothing.
   *
   * @param work answers with what is said when it is done
   * @returns whether it was done
   */
  run: (work: () => Promise<unknown>) => Promise<boolean>
  /** the same once more, where that may help; undefined where it will not */
  again: Ref<(() => void) | undefined>
  clear: () => void
}

/** Whether the same request may succeed later: the network, a server that is down or full. */
export function mayPass(problem: unknown): boolean {
  return problem instanceof Problem && (problem.status === 0 || problem.status === 429 || problem.status >= 502)
}

/** What a button that asks the server needs: it is busy, something went wrong, and it can be tried again. */
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
