import { describe, expect, it } from 'vitest'
import { formOf, NO_QUOTE, readingOf, SINGLE_COLUMN } from '@/office/census/reading'

const shown = {
  encoding: 'GB18030',
  delimiter: ',',
  quote: '"',
  escape: '"',
  fillShort: false,
  parts: [{ from: 3, to: 9, headerRows: 2 }],
}

describe('a reading in a form', () => {
  it('leaves to the guess what nobody has said', () => {
    const form = formOf(undefined, shown)
    expect(form.parts).toEqual([{ sheet: undefined, from: 3, to: 9, headerRows: 2 }])
    expect(readingOf(form)).toEqual({ parts: [] })
  })
  it('comes back as it was said', () => {
    const kept = {
      encoding: 'UTF-8',
      delimiter: SINGLE_COLUMN,
      quote: '',
      fillShort: true,
      parts: [{ sheet: '表', from: 2, headerRows: 0 }],
    }
    const form = formOf(kept, shown)
    expect(form.quote).toBe(NO_QUOTE)
    expect(form.parts[0]?.to).toBe('')
    expect(readingOf(form)).toEqual(kept)
  })
})
