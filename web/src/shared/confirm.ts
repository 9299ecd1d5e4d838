import { shallowRef } from 'vue'

/** A question that a page asks before an act. */
export interface Question {
  /** names the act; it is the button's text too */
  title: string
  sentence: string
}

/** The open question with its answer, for the one dialog of the application (`ConfirmHost`). */
export const asked = shallowRef<Question & { answer: (yes: boolean) => void }>()

/** Asks, and returns whether the person confirmed. A question that is still open is answered with no. */
export function confirmed(question: Question): Promise<boolean> {
  asked.value?.answer(false)
  return new Promise((resolve) => {
    asked.value = {
      ...question,
      answer: (yes) => {
        asked.value = undefined
        resolve(yes)
      },
    }
  })
}
