/** The keys of an order: one on each line; where the key has several columns their values are separated by tabs or commas. */
export function keysOf(text: string, columns: number): string[][] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => (columns === 1 ? [line] : line.split(line.includes('\t') ? '\t' : /[,，]/).map((one) => one.trim())))
}

/** What a reader sees of a long digest. */
export function short(digest: string): string {
  return `${digest.slice(0, 12)}…`
}
