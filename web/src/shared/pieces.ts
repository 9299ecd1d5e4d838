/** A text split into highlighted and other parts. */
export function pieces(text: string, ranges: number[]): { text: string; lit: boolean }[] {
  const result: { text: string; lit: boolean }[] = []
  let at = 0
  for (let i = 0; i + 1 < ranges.length; i += 2) {
    const start = ranges[i] ?? 0
    const end = ranges[i + 1] ?? 0
    if (start > at) result.push({ text: text.slice(at, start), lit: false })
    result.push({ text: text.slice(start, end), lit: true })
    at = end
  }
  if (at < text.length) result.push({ text: text.slice(at), lit: false })
  return result
}
