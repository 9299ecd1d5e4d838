import { ref } from 'vue'
import { api, onFactorStale } from '@/api/client'

/** Whether the person is asked for a code of their second factor before a sensitive act. */
const asked = ref(false)
let waiting: { answer: Promise<boolean>; give: (given: boolean) => void } | undefined

/** A request was refused because the last code was given too long ago: returns true when the person has given one. */
onFactorStale(() => {
  if (!waiting) {
    let give: (given: boolean) => void = () => undefined
    const answer = new Promise<boolean>((resolve) => {
      give = resolve
    })
    waiting = { answer, give }
    asked.value = true
  }
  return waiting.answer
})

/** For the dialog that asks. */
export function useFreshCode() {
  function answer(given: boolean): void {
    asked.value = false
    const who = waiting
    waiting = undefined
    who?.give(given)
  }
  return {
    asked,
    giveCode: async (code: string): Promise<void> => {
      await api.POST('/api/session/second-factor/fresh', { body: { code } })
      answer(true)
    },
    giveUp: (): void => {
      answer(false)
    },
  }
}
