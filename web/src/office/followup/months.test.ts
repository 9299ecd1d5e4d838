import { describe, expect, it } from 'vitest'
import { daysBetween, daysOf, marks, monthAfter } from '@/office/followup/months'

describe('months', () => {
  it('have their days, also in a leap year', () => {
    expect(daysOf('2024-02')).toHaveLength(29)
    expect(daysOf('2021-10').at(-1)).toBe('2021-10-31')
  })
  it('follow each other over the turn of the year', () => {
    expect(monthAfter('2021-12', 1)).toBe('2022-01')
    expect(monthAfter('2022-01', -1)).toBe('2021-12')
  })
  it('are marked as often as there is room', () => {
    expect(marks('2021-08-10', '2021-12-31', 12)).toEqual(['2021-09-01', '2021-10-01', '2021-11-01', '2021-12-01'])
    expect(marks('2021-08-10', '2027-12-31', 14)).toEqual([
      '2022-01-01',
      '2022-07-01',
      '2023-01-01',
      '2023-07-01',
      '2024-01-01',
      '2024-07-01',
      '2025-01-01',
      '2025-07-01',
      '2026-01-01',
      '2026-07-01',
      '2027-01-01',
      '2027-07-01',
    ])
    expect(daysBetween('2021-10-29', '2021-10-31')).toBe(2)
  })
})
