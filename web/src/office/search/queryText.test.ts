import { describe, expect, it } from 'vitest'
import { itemsOf, lastWord, withItem, withoutItem, withSuggestion } from '@/office/search/queryText'

describe('the last word', () => {
  it('is split from field, minus and quote before it', () => {
    expect(lastWord('社保 shbx')).toMatchObject({ before: '社保 ', prefix: '', word: 'shbx', items: false })
    expect(lastWord('社保 ')).toMatchObject({ word: '' })
    expect(lastWord('社保 -养')).toMatchObject({ prefix: '-', word: '养' })
    expect(lastWord('item:身份')).toMatchObject({ prefix: 'item:', word: '身份', items: true })
    expect(lastWord('-信息项："身')).toMatchObject({ prefix: '-信息项："', word: '身', items: true })
  })

  it('is replaced by a suggestion', () => {
    expect(withSuggestion('社保 -item:shfz', '身份证号')).toBe('社保 -item:身份证号 ')
    expect(withSuggestion('shbx', '社会保险')).toBe('社会保险 ')
  })
})

describe('the items of a query', () => {
  it('are read, added and removed', () => {
    expect(itemsOf('社保 item:姓名 信息项："IP 地址"')).toEqual(['姓名', 'IP 地址'])
    expect(withItem('社保', 'IP 地址')).toBe('社保 item:"IP 地址"')
    expect(withItem('item:姓名', '姓名')).toBe('item:姓名')
    expect(withoutItem('社保 item:姓名 item:"IP 地址"', 'IP 地址')).toBe('社保 item:姓名')
    expect(withoutItem('item:姓名 社保', '姓名')).toBe('社保')
  })
})
