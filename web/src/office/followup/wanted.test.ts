import { describe, expect, it } from 'vitest'
import { empty, wanted } from '@/office/followup/wanted'

describe('what is sent of a follow-up', () => {
  it('is only the term that was chosen, with the words of the document', () => {
    const form = { ...empty('plan'), workingDays: 5, due: '2021-10-31', dueText: '2021年10月底前' }
    expect(wanted({ ...form, term: 'day' }).term).toEqual({
      workingDays: undefined,
      due: '2021-10-31',
      rhythm: undefined,
      text: '2021年10月底前',
    })
    expect(wanted({ ...form, term: 'days' }).term?.due).toBeUndefined()
    expect(wanted({ ...form, term: 'rhythm' }).term?.rhythm).toBe('quarterly')
    expect(wanted({ ...form, term: 'words' }).term).toEqual({ text: '2021年10月底前' })
  })

  it('leaves out an origin that was not chosen, so that the server asks for it', () => {
    expect(wanted(empty()).origin).toBeUndefined()
  })
})
