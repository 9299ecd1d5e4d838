import { describe, expect, it } from 'vitest'
import { isSlower } from '@/office/catalog/choices'

describe('isSlower', () => {
  it('tells a broken promise from a kept one', () => {
    expect(isSlower('monthly', 'daily')).toBe(true)
    expect(isSlower('weekly', 'realtime')).toBe(true)
    expect(isSlower('daily', 'realtime')).toBe(false)
    expect(isSlower('irregular', 'yearly')).toBe(true)
    expect(isSlower('daily', 'monthly')).toBe(false)
    expect(isSlower('daily', 'daily')).toBe(false)
  })
  it('says nothing where nothing was promised or seen', () => {
    expect(isSlower(undefined, 'daily')).toBe(false)
    expect(isSlower('yearly', undefined)).toBe(false)
    expect(isSlower('yearly', 'irregular')).toBe(false)
    expect(isSlower('yearly', 'once')).toBe(false)
  })
})
