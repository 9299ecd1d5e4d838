import type { Reading } from '@/api/types'

export const SINGLE_COLUMN = '\u001f'

/** A delimiter that a person can choose, by the key of its name. */
export const DELIMITERS: { sign: string; name: string }[] = [
  { sign: ',', name: 'comma' },
  { sign: '\t', name: 'tab' },
  { sign: ';', name: 'semicolon' },
  { sign: '|', name: 'pipe' },
  { sign: SINGLE_COLUMN, name: 'single' },
]

/** A part as a form holds it: an empty end is the end of the file. */
export interface PartForm {
  sheet?: string
  from: number
  to: number | ''
  headerRows: number
}

/** What the form holds; an empty text leaves it to the guess. */
export interface ReadingForm {
  encoding: string
  delimiter: string
  quote: string
  fillShort: boolean
  /** whether the places of the tables are said, too */
  placed: boolean
  parts: PartForm[]
}

/** No quote at all, which is not the same as a guessed one. */
export const NO_QUOTE = 'none'

/** The form that shows what is kept, with the places of the guess where none is said. */
export function formOf(kept: Reading | undefined, shown: Reading | undefined): ReadingForm {
  const said = kept?.parts ?? []
  const parts = said.length > 0 ? said : (shown?.parts ?? [])
  return {
    encoding: kept?.encoding ?? '',
    delimiter: kept?.delimiter ?? '',
    quote: kept?.quote === undefined ? '' : kept.quote === '' ? NO_QUOTE : kept.quote,
    fillShort: kept?.fillShort ?? false,
    placed: said.length > 0,
    parts: parts.map((part) => ({
      sheet: part.sheet,
      from: part.from,
      to: part.to ?? '',
      headerRows: part.headerRows,
    })),
  }
}

/** What the server is told: nothing of what is left to the guess. */
export function readingOf(form: ReadingForm): Reading {
  return {
    encoding: form.encoding || undefined,
    delimiter: form.delimiter || undefined,
    quote: form.quote === '' ? undefined : form.quote === NO_QUOTE ? '' : form.quote,
    fillShort: form.fillShort ? true : undefined,
    parts: form.placed
      ? form.parts.map((part) => ({
          sheet: part.sheet,
          from: part.from,
          to: part.to === '' ? undefined : part.to,
          headerRows: part.headerRows,
        }))
      : [],
  }
}
