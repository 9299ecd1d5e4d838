import { describe, expect, it } from 'vitest'
import { form, lines, wanted } from '@/office/demand/wanted'

describe('a demand as it is typed', () => {
  it('has an item a line, and takes a pasted enumeration apart', () => {
    expect(lines(' 姓名 \n\n证件号码、金额\n')).toEqual(['姓名', '证件号码', '金额'])
  })
  it('leaves out what was left open', () => {
    const made = wanted({ ...form(), title: '低保对象', mode: 'api' })
    expect(made).toMatchObject({ title: '低保对象', mode: 'api', items: [] })
    expect(made.asked).toBeUndefined()
    expect(made.frequency).toBeUndefined()
  })
})
