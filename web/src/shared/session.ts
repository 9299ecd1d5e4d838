import { ref } from 'vue'
import { api, body, onSessionEnded } from '@/api/client'
import { Problem } from '@/api/problem'
import type { Role, Session } from '@/api/types'
import { dropDrafts } from '@/shared/keptDrafts'

const session = ref<Session | null>(null)
let asked = false

/** The session that has ended on an open page, while its owner is asked to sign in again. */
const ended = ref<Session | null>(null)
/** Whether the reader declined to sign in again. They can continue to read; the next change asks again. */
let declined = false
let waiting: { answer: Promise<boolean>; give: (again: boolean) => void } | undefined

/** The current session; requested from the server once. */
export async function loadSession(): Promise<Session | null> {
  if (!asked) {
    try {
      session.value = await body(api.GET('/api/session'))
    } catch (problem) {
      if (!(problem instanceof Problem) || problem.status !== 401) throw problem
      session.value = null
    }
    asked = true
  }
  return session.value
}

/** Whether the password was right and the code of the second factor is due. */
export function isCodeDue(problem: unknown): problem is Problem {
  return problem instanceof Problem && problem.code === 'identity/second-factor-due'
}

/** Sets the current session. Text that another user typed in this tab is deleted. */
export function setSession(next: Session | null): void {
  dropDrafts(next?.account)
  declined = false
  session.value = next
  asked = true
}

/** A request was refused because the session has ended: returns true when the same person has signed in again. */
onSessionEnded((method) => {
  if (!session.value || (declined && method === 'GET')) return Promise.resolve(false)
  if (!waiting) {
    let give: (again: boolean) => void = () => undefined
    const answer = new Promise<boolean>((resolve) => {
      give = resolve
    })
    waiting = { answer, give }
    ended.value = session.value
  }
  return waiting.answer
})

export function useSession() {
  return {
    session,
    /** whether one of the roles is exercised for some unit, in whatever capacity: also as a delegate or a substitute */
    is: (...roles: Role[]): boolean => session.value?.actsAs.some((role) => roles.includes(role)) ?? false,
    /** whether the person has one of the permissions for at least one unit, in any capacity, also as delegate or substitute */
    can: (...words: string[]): boolean => session.value?.may.some((word) => words.includes(word)) ?? false,
  }
}

/** For the dialog that lets the person sign in again on the page. */
export function useEndedSession() {
  function answer(again: boolean): void {
    ended.value = null
    const who = waiting
    waiting = undefined
    who?.give(again)
  }
  return {
    ended,
    signIn: async (password: string): Promise<void> => {
      const username = ended.value?.username ?? ''
      setSession(await body(api.POST('/api/session', { body: { username, password } })))
      answer(true)
    },
    /** the second step, if the first was refused with `isCodeDue` */
    giveCode: async (code: string, remember: boolean): Promise<void> => {
      setSession(await body(api.POST('/api/session/second-factor', { body: { code, remember } })))
      answer(true)
    },
    giveUp: (): void => {
      declined = true
      answer(false)
    },
  }
}
