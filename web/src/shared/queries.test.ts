import { QueryObserver } from '@tanstack/vue-query'
import { describe, expect, it } from 'vitest'
import { createQueries } from '@/shared/queries'

/** Answers that come when the test says so. */
function slowAnswers() {
  const waiting: ((value: string[]) => void)[] = []
  return { waiting, next: () => new Promise<string[]>((resolve) => waiting.push(resolve)) }
}

describe('queries', () => {
  it('asks again after a change, even while the first answer is still on its way', async () => {
    const queries = createQueries()
    const { waiting, next } = slowAnswers()
    const list = new QueryObserver(queries, { queryKey: ['files'], queryFn: next })
    const stop = list.subscribe(() => undefined)
    expect(waiting).toHaveLength(1)

    const refreshed = queries.invalidateQueries({ queryKey: ['files'] })
    await Promise.resolve()
    await new Promise((done) => setTimeout(done))
    waiting[0]?.([])
    waiting[1]?.(['a.csv'])
    await refreshed

    expect(list.getCurrentResult().data).toEqual(['a.csv'])
    stop()
  })

  it('leaves a query of another key alone', async () => {
    const queries = createQueries()
    const { waiting, next } = slowAnswers()
    const list = new QueryObserver(queries, { queryKey: ['files'], queryFn: next })
    const stop = list.subscribe(() => undefined)

    await queries.invalidateQueries({ queryKey: ['runs'] })
    waiting[0]?.(['a.csv'])
    await new Promise((done) => setTimeout(done))

    expect(waiting).toHaveLength(1)
    expect(list.getCurrentResult().data).toEqual(['a.csv'])
    stop()
  })
})
