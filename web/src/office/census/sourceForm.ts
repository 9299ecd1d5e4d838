import type { SourceRequest, SourceView } from '@/api/types'

/** The form of a source as it is typed. */
export interface SourceForm {
  name: string
  kind: NonNullable<SourceRequest['kind']>
  driver?: string
  /** id of the front-end host that reads it, empty if the node does */
  through: string
  host: string
  port: string
  database: string
  schemas: string
  user: string
  document: string
  base: string
  secret: string
}

export type SourceField = Exclude<keyof SourceForm, 'kind' | 'driver' | 'name' | 'through'>

export function sourceForm(source?: SourceView): SourceForm {
  return {
    name: source?.name ?? '',
    kind: source?.kind ?? 'postgresql',
    driver: source?.driver,
    through: source?.through ?? '',
    host: source?.host ?? '',
    port: source ? String(source.port ?? '') : '5432',
    database: source?.database ?? '',
    schemas: (source?.schemas ?? []).join(', '),
    user: source?.user ?? '',
    document: source?.document ?? '',
    base: source?.base ?? '',
    secret: '',
  }
}

export function sourceRequest(form: SourceForm, id?: string, version?: number): SourceRequest {
  const or = (text: string): string | undefined => (text.trim() === '' ? undefined : text)
  return {
    id,
    version,
    name: form.name,
    kind: form.kind,
    driver: form.driver,
    through: or(form.through),
    host: or(form.host),
    port: form.port.trim() === '' ? undefined : Number(form.port),
    database: or(form.database),
    schemas: form.schemas
      .split(',')
      .map((schema) => schema.trim())
      .filter(Boolean),
    user: or(form.user),
    document: or(form.document),
    base: or(form.base),
    secret: form.secret === '' ? undefined : form.secret,
  }
}

/** The fields for a kind of source, in the order of the form. Files that a front-end host reads are in a folder there. */
export function fieldsOf(kind: SourceForm['kind'], through = ''): SourceField[] {
  if (kind === 'files') return through === '' ? [] : ['database']
  if (kind === 'http') return ['document', 'base', 'secret']
  return ['host', 'port', 'database', 'schemas', 'user', 'secret']
}
