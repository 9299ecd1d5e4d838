import { useQueryClient } from '@tanstack/vue-query'
import { ref, type Ref } from 'vue'
import { api, body } from '@/api/client'
import type { Role, Wanted } from '@/api/types'
import { useAction, type Action } from '@/shared/action'

/** What was asked for; `code` only for a reset, to be told to the person. */
export interface Asked {
  id: string
  code?: string
}

/** The three powers that nobody holds two of; two persons are needed to end them. */
export const powers: readonly Role[] = ['system-administrator', 'security-administrator', 'auditor']

/** Asks for what another administrator must confirm. */
export function useAsk(): Pick<Action, 'busy' | 'problem' | 'again'> & {
  asked: Ref<Asked | undefined>
  ask: (wanted: Wanted) => Promise<boolean>
} {
  const queries = useQueryClient()
  const asked = ref<Asked>()
  const { busy, problem, again, run } = useAction()
  async function ask(wanted: Wanted): Promise<boolean> {
    return run(async () => {
      asked.value = await body(api.POST('/api/powers/requests', { body: wanted }))
      await queries.invalidateQueries({ queryKey: ['matters'] })
    })
  }
  return { asked, busy, problem, again, ask }
}
