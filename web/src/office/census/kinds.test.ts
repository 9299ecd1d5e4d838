import { describe, expect, it } from 'vitest'
import { choiceOf, choices, chosen } from '@/office/census/kinds'

const drivers = [{ name: 'kingbase', title: '人大金仓 KingbaseES', port: 54321 }]

describe('kinds of sources', () => {
  it('are the built-in ones and those with a driver', () => {
    expect(choices(drivers, 'mysql').map((one) => one.value)).toEqual([
      'postgresql',
      'mysql',
      'files',
      'http',
      'jdbc:kingbase',
    ])
  })
  it('still show the kind of a source whose driver is gone', () => {
    expect(choices([], 'jdbc:oracle').at(-1)).toEqual({ value: 'jdbc:oracle', title: 'oracle' })
  })
  it('bring their usual port along', () => {
    expect(chosen('jdbc:kingbase', drivers)).toEqual({ kind: 'jdbc', driver: 'kingbase', port: 54321 })
    expect(chosen('mysql', drivers)).toEqual({ kind: 'mysql', driver: undefined, port: 3306 })
    expect(chosen('http', drivers)).toEqual({ kind: 'http', driver: undefined, port: undefined })
  })
  it('go there and back', () => {
    const { kind, driver } = chosen('jdbc:kingbase', drivers)
    expect(choiceOf(kind, driver)).toBe('jdbc:kingbase')
    expect(choiceOf('files')).toBe('files')
  })
})
