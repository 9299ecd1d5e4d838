import createClient from 'openapi-fetch'
import { Problem } from '@/api/problem'
import type { paths } from '@/api/schema'
import { language } from '@/i18n'

function cookie(name: string): string {
  const found = document.cookie.split('; ').find((part) => part.startsWith(`${name}=`))
  return found ? decodeURIComponent(found.slice(name.length + 1)) : ''
}

/** The one way to the server: sends the language and the token against forged requests, makes errors of problem details. */
export const api = createClient<paths>({ baseUrl: '/', credentials: 'same-origin' })

export function headers(): Record<string, string> {
  return { 'Accept-Language': language(), 'X-XSRF-TOKEN': cookie('XSRF-TOKEN') }
}

api.use({
  onRequest({ request }) {
    for (const [name, value] of Object.entries(headers())) request.headers.set(name, value)
    return request
  },
  async onResponse({ response }) {
    if (!response.ok) throw await Problem.of(response)
    return response
  },
})

/** The body of an answer that is known to have one. */
export async function body<T>(answer: Promise<{ data?: T }>): Promise<T> {
  const { data } = await answer
  return data as T
}

/** Sends a file as a browser form would. */
export async function upload(path: string, file: File): Promise<Response> {
  const form = new FormData()
  form.append('file', file)
  const response = await fetch(path, { method: 'POST', body: form, headers: headers(), credentials: 'same-origin' })
  if (!response.ok) throw await Problem.of(response)
  return response
}
