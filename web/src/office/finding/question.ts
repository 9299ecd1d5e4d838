/** What is being typed: the last word of a question, and all before it. */
export interface Typing {
  before: string
  /** `-`, `item:` and an opening quote that stand before the word */
  lead: string
  word: string
  /** whether the word is looked for among names of items only */
  items: boolean
}

const LAST = /^(.*?)([-－−]?(?:(?:item|信息项|title|名称|path|路径)[:：])?["“”「]?)([^\s"“”「」:：]*)$/isu

export function typing(question: string): Typing {
  const cut = question.search(/[^\s]*$/u)
  const [, , lead = '', word = ''] = LAST.exec(question.slice(cut)) ?? []
  return {
    before: question.slice(0, question.length - lead.length - word.length),
    lead,
    word,
    items: /item|信息项/iu.test(lead),
  }
}

/** The question with the suggestion in the place of the last word. */
export function taken(question: string, suggestion: string): string {
  const { before, lead } = typing(question)
  return `${before}${lead}${suggestion} `
}

const ITEM = /(?:^|\s)(?:item|信息项)[:：](?:["“]([^"”]+)["”]|(\S+))/giu

/** The items that a question asks for. */
export function itemsOf(question: string): string[] {
  return [...question.matchAll(ITEM)].map((found) => found[1] ?? found[2] ?? '')
}

function written(item: string): string {
  return /\s/u.test(item) ? `item:"${item}"` : `item:${item}`
}

export function withItem(question: string, item: string): string {
  const name = item.trim().replace(/["“”]/gu, '')
  return name === '' || itemsOf(question).includes(name) ? question : `${question.trim()} ${written(name)}`.trim()
}

export function withoutItem(question: string, item: string): string {
  return question
    .replace(ITEM, (all: string, quoted?: string, plain?: string) => ((quoted ?? plain) === item ? ' ' : all))
    .replace(/\s+/gu, ' ')
    .trim()
}
