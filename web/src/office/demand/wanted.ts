import type { DemandPage, DemandContent } from '@/api/types'

/** The form of a demand: items one per line, optional choices may be empty. */
export interface Form {
  title: string
  items: string
  scenario: string
  legalBasis: string
  frequency: NonNullable<DemandContent['frequency']> | ''
  mode: string
  asked: string
  wantedBy: string
}

export function form(demand?: DemandPage['row']['demand']): Form {
  return {
    title: demand?.title ?? '',
    items: demand?.items.join('\n') ?? '',
    scenario: demand?.scenario ?? '',
    legalBasis: demand?.legalBasis ?? '',
    frequency: demand?.frequency ?? '',
    mode: demand?.mode ?? '',
    asked: demand?.asked ?? '',
    wantedBy: demand?.wantedBy ?? '',
  }
}

export function lines(text: string): string[] {
  return text
    .split(/[\n、]/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

export function wanted(form: Form): DemandContent {
  return {
    title: form.title,
    items: lines(form.items),
    scenario: form.scenario,
    legalBasis: form.legalBasis,
    frequency: form.frequency || undefined,
    mode: form.mode || undefined,
    asked: form.asked || undefined,
    wantedBy: form.wantedBy || undefined,
  }
}
