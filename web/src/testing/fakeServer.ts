import { vi } from 'vitest'

/** A request as the server received it. */
export interface Asked {
  method: string
  path: string
  query: URLSearchParams
  body: unknown
  headers: Headers
}

export interface Answer {
  status?: number
  body?: unknown
}

/** A fake server for tests: records requests and returns given answers. Only the network is replaced in tests of pages. */
export function fakeServer(answers: Record<string, (asked: Asked) => Answer | Promise<Answer>>): { asked: Asked[] } {
  const asked: Asked[] = []
  vi.stubGlobal('fetch', async (request: Request): Promise<Response> => {
    const url = new URL(request.url)
    const text = await request.text()
    const one: Asked = {
      method: request.method,
      path: url.pathname,
      query: url.searchParams,
      body: text === '' ? undefined : (JSON.parse(text) as unknown),
      headers: request.headers,
    }
    asked.push(one)
    const answer = answers[`${one.method} ${one.path}`]
    if (!answer) throw new TypeError(`nothing answers ${one.method} ${one.path}`)
    const { status = 200, body } = await answer(one)
    return new Response(body === undefined ? null : JSON.stringify(body), {
      status,
      headers: { 'Content-Type': 'application/json' },
    })
  })
  return { asked }
}

/** The server's answer if another person saved first. */
export const changedMeanwhile: Answer = {
  status: 409,
  body: { code: 'platform/changed-meanwhile', detail: '别人刚刚保存过这项内容。', current: 2 },
}
