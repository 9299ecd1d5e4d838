// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest'
import { Problem } from '@/api/problem'
import type { UndeliveredEvent } from '@/api/types'
import { outcomeOf } from '@/office/delivery/outcome'

const event = (attempts: number, underWay: boolean) => ({ id: '1', attempts, underWay }) as UndeliveredEvent
const gone = new Problem(404, 'platform/not-found', '', [])

/** Answers one after the other, the last for ever. */
function server(...answers: (UndeliveredEvent | Problem)[]): () => Promise<UndeliveredEvent> {
  return () => {
    const next = answers.length > 1 ? answers.shift() : answers[0]
    return next instanceof Problem || !next ? Promise.reject(next ?? gone) : Promise.resolve(next)
  }
}
const look = (...answers: (UndeliveredEvent | Problem)[]) =>
  outcomeOf(event(1, false), server(...answers), () => Promise.resolve(), 5)

describe('the outcome of an event that was sent again', () => {
  it('is that it has reached its listener, when it is not found any more', async () => {
    expect(await look(event(2, true), event(2, true), gone)).toEqual({ is: 'reached' })
  })
  it('is that it failed, when it has an attempt more and is not under way', async () => {
    expect(await look(event(1, false), event(2, true), event(2, false))).toEqual({
      is: 'failed',
      now: event(2, false),
    })
  })
  it('is open as long as the listener works', async () => {
    expect(await look(event(2, true))).toEqual({ is: 'sending' })
  })
  it('is not guessed, when the server cannot be asked', async () => {
    await expect(look(new Problem(503, '', 'away', []))).rejects.toThrow('away')
  })
})
