import { describe, expect, it, vi } from 'vitest'

vi.mock('@/i18n', () => ({ language: () => 'en' }))
const { growth, line, said } = await import('@/office/census/changes')

describe('what changed', () => {
  it('says growth with its sign and no number where one is unknown', () => {
    expect(growth({ rowsBefore: 1000, rowsAfter: 2500 })).toBe('+1,500')
    expect(growth({ rowsBefore: 3, rowsAfter: 1 })).toBe('−2')
    expect(growth({ rowsBefore: -1, rowsAfter: 5 })).toBe('—')
    expect(growth({ rowsBefore: 5, rowsAfter: 5 })).toBe('0')
  })
  it('translates its own words and leaves those of the database', () => {
    const t = (key: string, named: Record<string, unknown>): string => `${key}:${String(named.before)}`
    expect(said({ kind: 'key', column: 'a', before: 'none', after: 'primary' }, t)).toBe(
      'columnChange.key:columnState.none:undefined',
    )
    expect(said({ kind: 'type', column: 'a', before: 'text', after: 'int' }, t)).toBe('columnChange.type:text')
  })
  it('draws the largest at the top', () => {
    expect(line([0, 10], 100, 20)).toBe('M0.0 20.0L100.0 0.0')
    expect(line([5], 100, 20)).toBe('M0.0 0.0')
  })
})
