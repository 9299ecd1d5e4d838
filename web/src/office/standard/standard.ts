import type { CodeListContent, ElementContent } from '@/api/types'

export const itemTypes = ['C', 'N', 'Y', 'D', 'T', 'L', 'M', 'G', 'B', 'I', 'F'] as const
export const forces = ['in-force', 'withdrawn'] as const
export const departs = ['item-gone', 'withdrawn', 'name', 'type', 'length', 'codes', 'meaning'] as const

/** The form of a data element. */
export interface ElementFields {
  identifier: string
  name: string
  english: string
  definition: string
  type: string
  format: string
  codeList: string
  unit: string
  source: string
  synonyms: string
  reason: string
}

/** The form of a code list; each line of `codes` is code, name, code above and note, as a spreadsheet copies cells. */
export interface CodeListFields {
  identifier: string
  name: string
  source: string
  note: string
  codes: string
  reason: string
}

export function elementFields(identifier = '', content?: ElementContent): ElementFields {
  return {
    identifier,
    name: content?.name ?? '',
    english: content?.english ?? '',
    definition: content?.definition ?? '',
    type: content?.type ?? 'C',
    format: content?.format ?? '',
    codeList: content?.codeList ?? '',
    unit: content?.unit ?? '',
    source: content?.source ?? '',
    synonyms: content?.synonyms.join('、') ?? '',
    reason: '',
  }
}

export function wantedElement(form: ElementFields): ElementContent {
  return {
    name: form.name,
    english: form.english,
    definition: form.definition,
    type: form.type,
    format: form.format,
    codeList: form.codeList === '' ? undefined : form.codeList,
    unit: form.unit,
    source: form.source,
    synonyms: form.synonyms === '' ? [] : [form.synonyms],
  }
}

export function codeListFields(identifier = '', content?: CodeListContent): CodeListFields {
  return {
    identifier,
    name: content?.name ?? '',
    source: content?.source ?? '',
    note: content?.note ?? '',
    codes: (content?.codes ?? [])
      .map((one) => [one.code, one.name, one.parent ?? '', one.note].join('\t').replace(/\t+$/u, ''))
      .join('\n'),
    reason: '',
  }
}

/** Cells are separated by a tab or a bar; empty lines are left out. */
export function wantedCodeList(form: CodeListFields): CodeListContent {
  return {
    name: form.name,
    source: form.source,
    note: form.note,
    codes: form.codes
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => {
        const [code = '', name = '', parent = '', note = ''] = line.split(/[\t|｜]/u).map((cell) => cell.trim())
        return { code, name, parent: parent === '' ? undefined : parent, note }
      }),
  }
}
