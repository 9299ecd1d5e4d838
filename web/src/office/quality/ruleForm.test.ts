import { describe, expect, it } from 'vitest'
import { emptyForm, sent, shape } from '@/office/quality/ruleForm'

describe('the form of a rule', () => {
  it('sends only the terms that its kind has', () => {
    const form = { ...emptyForm(), columns: ['a', undefined, 'b'], least: '1', text: 'x', values: '1\n 2 \n\n' }
    expect(sent({ ...form, kind: 'unique' }).terms).toMatchObject({ columns: ['a', 'b'], values: [] })
    expect(sent({ ...form, kind: 'unique' }).terms.least).toBeUndefined()
    expect(sent({ ...form, kind: 'codes' }).terms.values).toEqual(['1', '2'])
    expect(sent({ ...form, kind: 'condition' }).terms).toMatchObject({ columns: [], text: 'x' })
  })

  it('asks for two columns where a kind compares two', () => {
    expect(shape('birth-of-id').columns).toBe(2)
    expect(shape('volume').columns).toBe(0)
  })
})
