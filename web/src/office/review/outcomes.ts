import { useI18n } from 'vue-i18n'
import type { ReviewChoice } from '@/api/types'
import type { CaseAct } from '@/shared/caseAct'

/** The name of a question to those who submitted the case, among the outcomes of its step. */
export const QUESTION = 'question'

/** The words of outcomes as the pages of their kinds name them. */
export function useOutcomes(): (kind: string, outcome: string) => string {
  const i18n = useI18n()
  return (kind, outcome) => {
    const own = `reviewOutcome.${kind}.${outcome}`
    return i18n.te(own) ? i18n.t(own) : i18n.t(`outcome.${outcome}`)
  }
}

/** Whether an outcome goes on: nothing must be said with it, or only what is decided. */
function goesOn(choice: ReviewChoice): boolean {
  return !choice.fields.some((field) => field.required && ['comment', 'refusal'].includes(field.name))
}

/** The outcomes as buttons: the first that goes on is the seal. */
export function acts(
  choices: ReviewChoice[],
  label: (outcome: string) => string,
  text: (outcome: string) => string,
): CaseAct<string>[] {
  const first = choices.find(goesOn)
  return choices.map((choice) => ({
    name: choice.outcome,
    label: label(choice.outcome),
    text: text(choice.outcome),
    look: choice === first ? 'seal' : undefined,
  }))
}
