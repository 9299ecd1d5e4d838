import type { KindView, SourceRequest } from '@/api/types'

type Kind = NonNullable<SourceRequest['kind']>

/** A choice in the field of kinds: a built-in one or one of the driver folder. */
export interface Choice {
  value: string
  /** text key of a built-in kind; others have their own title */
  key?: string
  title?: string
}

const BUILT_IN: Kind[] = ['postgresql', 'mysql', 'files', 'http']
const PORTS: Partial<Record<Kind, number>> = { postgresql: 5432, mysql: 3306 }

/** A driver's kind is `jdbc:name`. A kind that was removed from the folder is still shown for a source that uses it. */
export function choices(drivers: KindView[], present: string): Choice[] {
  const all: Choice[] = [
    ...BUILT_IN.map((kind) => ({ value: kind, key: `sourceKind.${kind}` })),
    ...drivers.map((driver) => ({ value: `jdbc:${driver.name}`, title: driver.title })),
  ]
  return all.some((one) => one.value === present)
    ? all
    : [...all, { value: present, title: present.replace(/^jdbc:/, '') }]
}

export function choiceOf(kind: Kind, driver?: string): string {
  return kind === 'jdbc' ? `jdbc:${driver ?? ''}` : kind
}

export function chosen(choice: string, drivers: KindView[]): { kind: Kind; driver?: string; port?: number } {
  if (!choice.startsWith('jdbc:')) {
    const kind = BUILT_IN.find((one) => one === choice) ?? 'postgresql'
    return { kind, driver: undefined, port: PORTS[kind] }
  }
  const name = choice.slice('jdbc:'.length)
  return { kind: 'jdbc', driver: name, port: drivers.find((one) => one.name === name)?.port }
}
