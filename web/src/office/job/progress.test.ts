import { describe, expect, it } from 'vitest'
import { isOpen, share } from '@/office/job/progress'

describe('the progress of a job', () => {
  it('is not whole before all is done', () => {
    expect(share(0, 3)).toBe(0)
    expect(share(999, 1000)).toBe(99)
    expect(share(1000, 1000)).toBe(100)
  })
  it('does not pass the end, and is whole where there was nothing to do', () => {
    expect(share(5, 4)).toBe(100)
    expect(share(0, 0)).toBe(100)
  })
  it('is not told where nobody knows how much there is', () => {
    expect(share(7, undefined)).toBeUndefined()
    expect(share(7, null)).toBeUndefined()
  })
  it('goes on while the job waits or runs', () => {
    expect(['queued', 'running', 'done', 'failed', 'cancelled'].filter(isOpen)).toEqual(['queued', 'running'])
  })
})
