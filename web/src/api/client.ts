import createClient from 'openapi-fetch'
import { Problem } from '@/api/problem'
import type { paths } from '@/api/schema'
import { i18n, language } from '@/i18n'

function cookie(name: string): string {
  const found = document.cookie.split('; ').find((part) => part.startsWith(`${name}=`))
  return found ? decodeURIComponent(found.slice(name.length + 1)) : ''
}

/** After how many milliseconds without a touch the page's own requests are no more a person's. */
const UNTOUCHED = 60_000
let touched = Date.now()
for (const kind of ['pointerdown', 'keydown', 'wheel', 'touchstart'])
  window.addEventListener(kind, () => (touched = Date.now()), { passive: true, capture: true })

/** What every request has; a page that refreshes itself while nobody is there says so, and keeps no session alive. */
function headers(): Record<string, string> {
  const common = { 'Accept-Language': language(), 'X-XSRF-TOKEN': cookie('XSRF-TOKEN') }
  return Date.now() - touched > UNTOUCHED ? { ...common, 'X-Background': 'true' } : common
}

let signInAgain: (method: string) => Promise<boolean> = () => Promise.resolve(false)

/** @param ask lets the person sign in again after a request was refused; if it returns true, the request is sent again */
export function onSessionEnded(ask: (method: string) => Promise<boolean>): void {
  signInAgain = ask
}

let giveFreshCode: () => Promise<boolean> = () => Promise.resolve(false)

/** @param ask lets the person give a code of the second factor; if it returns true, the request is sent again */
export function onFactorStale(ask: () => Promise<boolean>): void {
  giveFreshCode = ask
}

/** Whether a request is a step of the sign-in, which is refused if name, password or code are wrong. */
function isSignIn(request: Request): boolean {
  const path = new URL(request.url).pathname
  return path === '/api/session' || (path === '/api/session/second-factor' && request.method === 'POST')
}

/**
 * Sends a request with the language and the CSRF token; lets the person sign in again if the session has ended.
 *
 * @param make creates the request, again for each attempt
 */
async function attempt(make: () => Request): Promise<Response> {
  const request = make()
  for (const [name, value] of Object.entries(headers())) request.headers.set(name, value)
  const token = request.headers.get('X-XSRF-TOKEN')
  let response: Response
  try {
    response = await fetch(request)
  } catch (e) {
    if (e instanceof DOMException && e.name === 'AbortError') throw e
    throw new Problem(0, 'network', i18n.global.t('form.noNetwork'), [])
  }
  if (response.status === 401 && !isSignIn(request) && (await signInAgain(request.method))) return attempt(make)
  if (response.status === 403) {
    const { code } = await Problem.of(response.clone())
    // The token was deleted with the cookies, and this answer set a new one.
    if (code === 'platform/csrf' && token !== cookie('XSRF-TOKEN')) return attempt(make)
    if (code === 'identity/second-factor-stale' && (await giveFreshCode())) return attempt(make)
  }
  return response
}

/** The client for all requests to the server; throws a Problem for each problem detail. */
export const api = createClient<paths>({
  baseUrl: window.location.origin,
  credentials: 'same-origin',
  fetch: (request) => attempt(() => request.clone()),
})

api.use({
  async onResponse({ response }) {
    if (!response.ok) throw await Problem.of(response)
    return response
  },
})

/** The body of an answer that always has one. */
export async function body<T>(answer: Promise<{ data?: T }>): Promise<T> {
  const { data } = await answer
  return data as T
}

/** A request outside the API description, such as an upload or download of a file. */
export async function send(path: string, init: RequestInit = {}): Promise<Response> {
  const url = new URL(path, window.location.origin)
  const response = await attempt(() => new Request(url, { credentials: 'same-origin', ...init }))
  if (!response.ok) throw await Problem.of(response)
  return response
}

/** Sends a file as a raw stream; its name goes into the address. */
export function upload(path: string, file: File, options: Record<string, string> = {}): Promise<Response> {
  const parameters = new URLSearchParams({ ...options, name: file.name })
  return send(`${path}?${parameters.toString()}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/octet-stream' },
    body: file,
  })
}
