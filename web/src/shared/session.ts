import { ref } from 'vue'
import { api, body } from '@/api/client'
import { Problem } from '@/api/problem'
import type { Role, Session } from '@/api/types'

const session = ref<Session | null>(null)
let asked = false

/** Who is signed in; asks the server once. */
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

export function setSession(next: Session | null): void {
  session.value = next
  asked = true
}

export function useSession() {
  return {
    session,
    is: (...roles: Role[]): boolean => session.value?.roles.some((held) => roles.includes(held.role)) ?? false,
  }
}
