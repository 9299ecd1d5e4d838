import { describe, expect, it } from 'vitest'
import { codesOf, fieldsOf, newColumn, typedCodes, wantedTemplate } from '@/office/province/province'

describe('a template as it is typed', () => {
  it('has a pair of codes in each line', () => {
    expect(codesOf('1=男\n\n 2 ＝ 女 \n9')).toEqual([
      { ours: '1', theirs: '男' },
      { ours: '2', theirs: '女' },
      { ours: '9', theirs: '' },
    ])
    expect(codesOf(typedCodes([{ ours: 'a', theirs: 'b=c' }]))).toEqual([{ ours: 'a', theirs: 'b=c' }])
  })

  it('sends an item or a constant, and a length that is no number as one that the server refuses', () => {
    const form = fieldsOf()
    form.columns = [
      { ...newColumn(), name: 'XM', source: 'name', constant: 'left over', longest: '20' },
      { ...newColumn(), name: 'LY', constant: '肇庆', longest: 'x' },
    ]
    expect(wantedTemplate(form).columns).toMatchObject([
      { item: 'name', constant: undefined, longest: 20 },
      { item: undefined, constant: '肇庆', longest: 0 },
    ])
  })
})
