import type { DirectivePage, NewDirective } from '@/api/types'

export const levels = ['national', 'province', 'city'] as const

/** The fields of the form of a directive. */
export interface DirectiveFields {
  level: (typeof levels)[number]
  title: string
  number: string
  issuer: string
  issued: string
  summary: string
}

export function fieldsOf(page?: DirectivePage): DirectiveFields {
  const one = page?.directive
  return {
    level: one?.level ?? 'province',
    title: one?.title ?? '',
    number: one?.number ?? '',
    issuer: one?.issuer ?? '',
    issued: one?.issued ?? '',
    summary: one?.summary ?? '',
  }
}

export function wantedDirective(fields: DirectiveFields): NewDirective {
  return { ...fields, issued: fields.issued === '' ? undefined : fields.issued }
}
