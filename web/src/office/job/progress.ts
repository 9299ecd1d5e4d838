/** The percentage of a job that is done, rounded; undefined if the total is unknown. */
export function share(done: number, total?: number | null): number | undefined {
  if (total === undefined || total === null) return undefined
  if (total === 0) return 100
  return Math.min(100, Math.floor((done / total) * 100))
}

/** Whether a job waits or runs. */
export function isOpen(state: string): boolean {
  return state === 'queued' || state === 'running'
}
