import guide from '../../../../server/src/main/resources/catalogimport/guide.properties?raw'
import { cycles, formats, grades, itemTypes, modes, openingTypes, sharingTypes, themes } from '@/office/catalog/choices'
import { i18n } from '@/i18n'

/** The lists of words that may stand in a cell. `answer` is yes or no. */
export const lists = {
  type: { values: itemTypes, texts: 'itemType' },
  grade: { values: grades, texts: 'grade' },
  sharing: { values: sharingTypes, texts: 'sharing' },
  opening: { values: openingTypes, texts: 'opening' },
  mode: { values: modes, texts: 'mode' },
  cycle: { values: cycles, texts: 'cycle' },
  format: { values: formats, texts: 'format' },
  theme: { values: themes, texts: 'theme' },
  answer: { values: ['yes', 'no'], texts: 'answer' },
} as const
export type List = keyof typeof lists

/** A text as it is compared: full-width characters, capital letters and blanks make no difference. */
export function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s\p{Z}\p{Cc}\p{Cf}]+/gu, '')
    .toUpperCase()
}

/** Values and words of a list of the workbook: `sharing.conditional=有条件共享|有条件`. */
function ofWorkbook(list: string): [value: string, word: string][] {
  return guide
    .split('\n')
    .filter((line) => line.startsWith(`${list}.`))
    .flatMap((line) => {
      const at = line.indexOf('=')
      return line
        .slice(at + 1)
        .split('|')
        .map((word): [string, string] => [line.slice(list.length + 1, at), word.trim()])
    })
}

const known = new Map<List, Map<string, string>>()

/** The words of a list: the page's labels in both languages, and what the workbook writes and reads. */
function words(list: List): Map<string, string> {
  const before = known.get(list)
  if (before) return before
  const { values, texts } = lists[list]
  const found = new Map<string, string>(ofWorkbook(list).map(([value, word]) => [plain(word), value]))
  for (const value of values) {
    found.set(plain(value), value)
    for (const locale of ['zh-CN', 'en'] as const)
      found.set(plain(i18n.global.t(`${texts}.${value}`, {}, { locale })), value)
  }
  known.set(list, found)
  return found
}

/** The value that a cell means, undefined if the list has no such word. */
export function meant(list: List, text: string): string | undefined {
  return words(list).get(plain(text))
}
