import type { FaqPage } from '@/api/types'

/** The fields of the form of a frequently asked question. */
export interface FaqFields {
  topic: string
  question: string
  answer: string
}

export function fieldsOf(page?: FaqPage): FaqFields {
  const one = page?.row.faq
  return { topic: one?.topic ?? '', question: one?.question ?? '', answer: one?.answer ?? '' }
}
