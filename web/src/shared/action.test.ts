// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest'
import { Problem } from '@/api/problem'
import { mayPass, useAction } from '@/shared/action'

describe('a button that asks the server', () => {
  it('does one thing at a time', async () => {
    const action = useAction()
    let finish: () => void = () => undefined
    let times = 0
    const first = action.run(() => {
      times++
      return new Promise<void>((resolve) => {
        finish = resolve
      })
    })
    expect(action.busy.value).toBe(true)
    expect(await action.run(() => Promise.resolve(times++))).toBe(false)
    finish()
    expect(await first).toBe(true)
    expect(times).toBe(1)
    expect(action.busy.value).toBe(false)
  })
  it('says what was done, and forgets what went wrong before', async () => {
    const action = useAction()
    await action.run(() => Promise.reject(new Problem(409, 'x', '不行', [])))
    expect(Problem.sentence(action.problem.value)).toBe('不行')
    await action.run(() => Promise.resolve('办好了'))
    expect(action.problem.value).toBeUndefined()
    expect(action.said.value).toBe('办好了')
  })
  it('can be tried again where the network failed, not where it was refused', async () => {
    const action = useAction()
    let up = false
    const work = (): Promise<unknown> =>
      up ? Promise.resolve('到了') : Promise.reject(new Problem(0, 'network', '', []))
    expect(await action.run(work)).toBe(false)
    up = true
    action.again.value?.()
    await Promise.resolve()
    await Promise.resolve()
    expect(action.said.value).toBe('到了')
    expect(mayPass(new Problem(403, '', '', []))).toBe(false)
    expect(mayPass(new Problem(503, '', '', []))).toBe(true)
  })
})
