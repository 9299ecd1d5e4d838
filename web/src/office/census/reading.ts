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

/** A part of a file in the form; an empty end means the end of the file. */
export interface PartForm {
  sheet?: string
  from: number
  to: number | ''
  headerRows: number
}

/** The form's values; an empty text means automatic detection. */
export interface ReadingForm {
  encoding: string
  delimiter: string
  quote: string
  fillShort: boolean
  /** whether the places of the tables are given, too */
  placed: boolean
  parts: PartForm[]
}

/** No quote, as opposed to an automatically detected one. */
export const NO_QUOTE = 'none'

/** The form for a stored correction; places of tables that were not corrected are the detected ones. */
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

/** The correction for the server, without values that are to be detected. */
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
