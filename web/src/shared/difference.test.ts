import { describe, expect, it } from 'vitest'
import { differences, merged, same } from '@/shared/difference'

interface Item {
  name: string
  grade: string
}
const lists = { items: (item: Item) => item.name }
const was = { title: '参保', summary: '', items: [{ name: '姓名', grade: '2' }] }

describe('two who changed the same thing', () => {
  it('are told field by field who changed what', () => {
    const mine = { title: '参保人员', summary: '我的说明', items: [{ name: '姓名', grade: '2' }] }
    const theirs = { title: '参保单位', summary: '', items: [{ name: '姓名', grade: '3' }] }
    expect(differences(was, mine, theirs, lists).map((one) => [one.field, one.by])).toEqual([
      ['title', 'both'],
      ['summary', 'me'],
      ['items/姓名', 'them'],
    ])
  })
  it('are not asked where both say the same', () => {
    const changed = { ...was, title: '参保人员' }
    expect(differences(was, changed, { ...changed }, lists)).toEqual([])
  })
  it('choose for each field, and keep what only one has', () => {
    const mine = { ...was, title: '甲', items: [...was.items, { name: '电话', grade: '3' }] }
    const theirs = {
      ...was,
      title: '乙',
      items: [
        { name: '姓名', grade: '4' },
        { name: '地址', grade: '2' },
      ],
    }
    const chosen = { title: 'mine', 'items/姓名': 'theirs', 'items/地址': 'theirs' } as const
    expect(merged(mine, theirs, chosen, lists)).toEqual({
      title: '甲',
      summary: '',
      items: [
        { name: '姓名', grade: '4' },
        { name: '电话', grade: '3' },
        { name: '地址', grade: '2' },
      ],
    })
  })
  it('may take away what the other took away', () => {
    expect(merged(was, { ...was, items: [] }, { 'items/姓名': 'theirs' }, lists).items).toEqual([])
  })
  it('have things of one name apart', () => {
    const twice = [
      { name: '', grade: '1' },
      { name: '', grade: '2' },
    ]
    const mine = { ...was, items: twice }
    expect(differences(was, mine, was, lists).map((one) => one.field)).toEqual(['items/', 'items/ (2)', 'items/姓名'])
    expect(merged(mine, was, {}, lists)).toEqual(mine)
  })
  it('hold nothing, null and an empty text for the same', () => {
    expect(same({ a: '', b: undefined }, { a: null })).toBe(true)
    expect(same({ a: 0 }, { a: '' })).toBe(false)
  })
})
