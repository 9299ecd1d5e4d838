import { describe, expect, it } from 'vitest'
import { periodFaults } from './delegation'

const BOUNDS = { first: '2026-11-28', latest: '2027-02-26', days: 90 }

describe('the days of a delegation', () => {
  it('are right from today to the longest term', () => {
    expect(periodFaults('2026-11-28', '2026-11-28', BOUNDS)).toEqual({})
    expect(periodFaults('2026-11-28', '2027-02-26', BOUNDS)).toEqual({})
    expect(periodFaults('', '2027-02-26', BOUNDS)).toEqual({})
    expect(periodFaults('2026-11-28', '', BOUNDS)).toEqual({})
  })
  it('are wrong before today, in the wrong order, too long or too far ahead', () => {
    expect(periodFaults('2026-11-27', '2026-12-01', BOUNDS)).toEqual({ from: 'past' })
    expect(periodFaults('2026-12-02', '2026-12-01', BOUNDS)).toEqual({ until: 'before' })
    expect(periodFaults('2026-11-28', '2027-02-27', BOUNDS)).toEqual({ until: 'long' })
    expect(periodFaults('2027-02-27', '2027-02-28', BOUNDS)).toEqual({ from: 'far' })
    expect(periodFaults('2026-11-28', '2099-12-31', BOUNDS)).toEqual({ until: 'long' })
  })
  it('are left to the server where its bounds are not known yet', () => {
    expect(periodFaults('2020-01-01', '2099-12-31', undefined)).toEqual({})
  })
})
