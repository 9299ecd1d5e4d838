import { describe, expect, it } from 'vitest'
import { moved, valueWords } from '@/office/settings/ruleValue'

const say = (key: string, named: Record<string, unknown>, plural: number): string =>
  `${key} ${String(named.n)} ${String(plural)}`

describe('a rule’s value in words', () => {
  it('says what a number counts', () => {
    expect(valueWords(say, 'working-days', { number: 10 })).toBe('rule.value.working-days 10 10')
  })

  it('shows a text as it is and an empty one as a dash', () => {
    expect(valueWords(say, 'text', { text: '307441' })).toBe('307441')
    expect(valueWords(say, 'text', { text: '' })).toBe('—')
  })

  it('counts choices', () => {
    expect(valueWords(say, 'code-list', { codes: [{ code: 'a', zh: '甲', en: 'a' }] })).toBe('rule.value.code-list 1 1')
  })
})

describe('the order of choices', () => {
  const codes = ['a', 'b', 'c'].map((code) => ({ code, zh: code, en: code }))
  const order = (list: typeof codes): string => list.map((one) => one.code).join('')

  it('changes by one place', () => {
    expect(order(moved(codes, 1, -1))).toBe('bac')
    expect(order(moved(codes, 1, 1))).toBe('acb')
  })

  it('ends at the first and the last', () => {
    expect(order(moved(codes, 0, -1))).toBe('abc')
    expect(order(moved(codes, 2, 1))).toBe('abc')
  })
})
