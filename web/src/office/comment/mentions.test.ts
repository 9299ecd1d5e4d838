import { describe, expect, it } from 'vitest'
import { named, pieces, still } from '@/office/comment/mentions'

const wang = { officer: '1', name: '王伟' }
const wangMing = { officer: '2', name: '王伟明' }

describe('mentions', () => {
  it('marks the longest of the names that begin alike', () => {
    expect(pieces('请 @王伟明 和@王伟看', [wang, wangMing])).toEqual([
      { text: '请 ', mention: false },
      { text: '@王伟明', mention: true },
      { text: ' 和', mention: false },
      { text: '@王伟', mention: true },
      { text: '看', mention: false },
    ])
  })
  it('leaves a text without names whole', () => {
    expect(pieces('a@b.cn', [])).toEqual([{ text: 'a@b.cn', mention: false }])
    expect(pieces('', [wang])).toEqual([])
  })
  it('forgets who was taken out of the text', () => {
    expect(still('请 @王伟 看', [wang, { officer: '3', name: '李丽' }])).toEqual([wang])
  })
  it('takes over the @ that was typed', () => {
    expect(named('请@看', 2, wang)).toEqual({ text: '请@王伟 看', caret: 5 })
    expect(named('请看', 1, wang)).toEqual({ text: '请@王伟 看', caret: 5 })
  })
})
