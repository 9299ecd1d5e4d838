/** The last word of a query, which is being typed, with the text before it. */
export interface LastWord {
  before: string
  /** minus, field name and opening quote before the word */
  prefix: string
  word: string
  /** whether only names of items are searched for the word */
  items: boolean
}

const LAST = /^(.*?)([-－−]?(?:(?:item|信息项|title|名称|path|路径)[:：])?["“”「]?)([^\s"“”「」:：]*)$/isu

export function lastWord(query: string): LastWord {
  const start = query.search(/[^\s]*$/u)
  const [, , prefix = '', word = ''] = LAST.exec(query.slice(start)) ?? []
  return {
    before: query.slice(0, query.length - prefix.length - word.length),
    prefix,
    word,
    items: /item|信息项/iu.test(prefix),
  }
}

/** The query with a suggestion in place of its last word. */
export function withSuggestion(query: string, suggestion: string): string {
  const { before, prefix } = lastWord(query)
  return `${before}${prefix}${suggestion} `
}

const ITEM = /(?:^|\s)(?:item|信息项)[:：](?:["“]([^"”]+)["”]|(\S+))/giu

/** The items that a query requires. */
export function itemsOf(query: string): string[] {
  return [...query.matchAll(ITEM)].map((match) => match[1] ?? match[2] ?? '')
}

function itemClause(item: string): string {
  return /\s/u.test(item) ? `item:"${item}"` : `item:${item}`
}

export function withItem(query: string, item: string): string {
  const name = item.trim().replace(/["“”]/gu, '')
  return name === '' || itemsOf(query).includes(name) ? query : `${query.trim()} ${itemClause(name)}`.trim()
}

export function withoutItem(query: string, item: string): string {
  return query
    .replace(ITEM, (all: string, quoted?: string, plain?: string) => ((quoted ?? plain) === item ? ' ' : all))
    .replace(/\s+/gu, ' ')
    .trim()
}
