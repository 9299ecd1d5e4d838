/** The code of the host that was created last, until its page has shown it. It is in memory only. */
let kept: { id: string; code: string } | undefined

export function keepCode(id: string, code: string): void {
  kept = { id, code }
}

/** The code of this host, once. */
export function takeCode(id: string): string | undefined {
  const code = kept?.id === id ? kept.code : undefined
  kept = undefined
  return code
}

/** What starts the program of a front-end host for the first time. */
export function enrolCommand(node: string, code: string): string {
  return `./shuguan agent --node ${node} --code ${code}`
}
