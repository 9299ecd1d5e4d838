import { describe, expect, it } from 'vitest'
import { codeListFields, elementFields, wantedCodeList, wantedElement } from '@/office/standard/standard'

describe('the forms of standards', () => {
  it('writes a code list as lines and reads it back', () => {
    const content = {
      name: '区划',
      source: 'GB/T 2260',
      note: '',
      codes: [
        { code: '441200', name: '肇庆市', parent: undefined, note: '' },
        { code: '441202', name: '端州区', parent: '441200', note: '市辖区' },
      ],
    }
    const form = codeListFields('CL1', content)
    expect(form.codes).toBe('441200\t肇庆市\n441202\t端州区\t441200\t市辖区')
    expect(wantedCodeList(form)).toEqual(content)
  })
  it('reads lines typed with bars and leaves out empty ones', () => {
    const form = { ...codeListFields(), codes: '1 | 男\n\n2｜女' }
    expect(wantedCodeList(form).codes.map((one) => one.code + one.name)).toEqual(['1男', '2女'])
  })
  it('reads an element back', () => {
    const content = { ...wantedElement(elementFields()), name: '性别', codeList: 'CL1', synonyms: ['男女'] }
    expect(wantedElement(elementFields('DE1', content))).toEqual(content)
  })
})
