import { describe, expect, it } from 'vitest'
import { itemsOf, taken, typing, withItem, withoutItem } from '@/office/finding/question'

describe('what is being typed', () => {
  it('is the last word', () => {
    expect(typing('社保 shbx')).toMatchObject({ before: '社保 ', lead: '', word: 'shbx', items: false })
    expect(typing('社保 ')).toMatchObject({ word: '' })
    expect(typing('社保 -养')).toMatchObject({ lead: '-', word: '养' })
    expect(typing('item:身份')).toMatchObject({ lead: 'item:', word: '身份', items: true })
    expect(typing('-信息项："身')).toMatchObject({ lead: '-信息项："', word: '身', items: true })
  })

  it('gives way to a suggestion, and what stands before it stays', () => {
    expect(taken('社保 -item:shfz', '身份证号')).toBe('社保 -item:身份证号 ')
    expect(taken('shbx', '社会保险')).toBe('社会保险 ')
  })
})

describe('items of a question', () => {
  it('are read and written', () => {
    expect(itemsOf('社保 item:姓名 信息项："IP 地址"')).toEqual(['姓名', 'IP 地址'])
    expect(withItem('社保', 'IP 地址')).toBe('社保 item:"IP 地址"')
    expect(withItem('item:姓名', '姓名')).toBe('item:姓名')
    expect(withoutItem('社保 item:姓名 item:"IP 地址"', 'IP 地址')).toBe('社保 item:姓名')
    expect(withoutItem('item:姓名 社保', '姓名')).toBe('社保')
  })
})
