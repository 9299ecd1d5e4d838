// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest'
import type { CockpitIndicator, CockpitUnit } from '@/api/types'
import { depth, followUpAbout, shown, sorted } from '@/office/cockpit/figures'

const unit = (code: string): CockpitUnit => ({ code, name: code, kind: 'department', gone: false })
const indicator = {
  kind: 'number',
  figures: [{ unit: 'A', value: 4 }, { unit: 'B' }, { unit: 'C', value: 10 }, { unit: 'D', value: 0 }],
} as CockpitIndicator

describe('figures', () => {
  it('shows a figure that is absent as a dash and never as zero', () => {
    expect(shown({ kind: 'number' }, {})).toBe('—')
    expect(shown({ kind: 'number' }, { value: 0 })).toBe('0')
    expect(shown({ kind: 'percent' }, { value: 33.333 })).toBe('33.3%')
  })
  it('inks by the share of the largest value', () => {
    expect(indicator.figures.map((one) => depth(indicator, one))).toEqual([2, undefined, 5, 0])
  })
  it('sorts units without a value last in both directions', () => {
    const units = ['A', 'B', 'C', 'D'].map(unit)
    expect(sorted(units, indicator, true).map((one) => one.code)).toEqual(['C', 'A', 'D', 'B'])
    expect(sorted(units, indicator, false).map((one) => one.code)).toEqual(['D', 'A', 'C', 'B'])
  })
  it('names the figure in the follow-up', () => {
    const address = followUpAbout({ title: '督办', origin: '驾驶舱' }, '02', '/office/follow-ups?lead=02')
    const query = new URLSearchParams(address.split('?')[1])
    expect(query.get('lead')).toBe('02')
    expect(query.get('origin')).toBe('finding')
    expect(query.get('originLink')).toBe('/office/follow-ups?lead=02')
  })
})
