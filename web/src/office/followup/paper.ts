import type { NewPaper, PaperPage } from '@/api/types'

export const paperKinds = ['development-plan', 'standard', 'implementation-plan'] as const

/** The fields of the form of a paper. */
export interface PaperFields {
  kind: (typeof paperKinds)[number]
  title: string
  number: string
  issuer: string
  issued: string
  note: string
}

export function fieldsOf(page?: PaperPage): PaperFields {
  const paper = page?.paper
  return {
    kind: paper?.kind ?? 'implementation-plan',
    title: paper?.title ?? '',
    number: paper?.number ?? '',
    issuer: paper?.issuer ?? '',
    issued: paper?.issued ?? '',
    note: paper?.note ?? '',
  }
}

export function wantedPaper(fields: PaperFields): NewPaper {
  return { ...fields, issued: fields.issued === '' ? undefined : fields.issued }
}
