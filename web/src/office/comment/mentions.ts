import type { CommentPerson } from '@/api/types'

/** A person whom a text names with @. */
export interface Mention {
  officer: string
  name: string
}

/** A piece of a text: a name with its @, or what is between names. */
export interface Piece {
  text: string
  mention: boolean
}

/** The mentions that the text still has. */
export function still(text: string, mentions: readonly Mention[]): Mention[] {
  return mentions.filter((one) => text.includes(`@${one.name}`))
}

/** The text in pieces, so that names can be marked. Of names that begin alike the longest is taken. */
export function pieces(text: string, mentions: readonly Mention[]): Piece[] {
  const names = [...new Set(mentions.map((one) => `@${one.name}`))].sort((a, b) => b.length - a.length)
  const found: Piece[] = []
  let rest = text
  while (rest !== '') {
    const next = names
      .map((name) => ({ name, at: rest.indexOf(name) }))
      .filter((one) => one.at >= 0)
      .sort((a, b) => a.at - b.at || b.name.length - a.name.length)
      .at(0)
    if (!next) return [...found, { text: rest, mention: false }]
    if (next.at > 0) found.push({ text: rest.slice(0, next.at), mention: false })
    found.push({ text: next.name, mention: true })
    rest = rest.slice(next.at + next.name.length)
  }
  return found
}

/**
 * The text with a name put in at the caret; an @ that stands right before it becomes the name's.
 *
 * @returns the text and where the caret is then
 */
export function named(
  text: string,
  caret: number,
  person: Pick<CommentPerson, 'name'>,
): { text: string; caret: number } {
  const before = text.slice(0, caret).replace(/[@＠]$/, '')
  const put = `@${person.name} `
  return { text: before + put + text.slice(caret), caret: before.length + put.length }
}
