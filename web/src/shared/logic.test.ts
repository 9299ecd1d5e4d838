import { readFileSync } from 'node:fs'
import { describe, expect, it, vi } from 'vitest'

vi.mock('@/i18n', () => ({ language: () => 'en' }))
const { listState, nextSort } = await import('@/shared/listUrl')
const { bytes, percent } = await import('@/shared/format')
const { pieces } = await import('@/shared/pieces')

describe('a list is a URL', () => {
  it('takes nonsense for nothing', () => {
    expect(listState({ page: '-3', size: '7', sort: '', q: ['甲', '乙'] })).toEqual({
      page: 1,
      size: 20,
      sort: undefined,
      q: '甲',
    })
  })
  it('turns the order around and back', () => {
    expect(nextSort(undefined, 'name')).toBe('name')
    expect(nextSort('name', 'name')).toBe('-name')
    expect(nextSort('-name', 'name')).toBeUndefined()
  })
})

describe('figures', () => {
  it('never round something to nothing or nearly all to all', () => {
    expect(percent(1, 1000)).toBe('<1%')
    expect(percent(999, 1000)).toBe('>99%')
    expect(percent(0, 0)).toBe('—')
  })
  it('name their units', () => {
    expect(bytes(1536)).toBe('1.5 KiB')
    expect(bytes(-1)).toBe('—')
  })
})

describe('what was found is lit', () => {
  it('cuts a text at its ranges', () => {
    expect(pieces('不动产登记', [3, 5])).toEqual([
      { text: '不动产', lit: false },
      { text: '登记', lit: true },
    ])
  })
})

/** WCAG 2.2, 1.4.3: relative luminance and contrast. */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const c = parseInt(hex.slice(at, at + 2), 16) / 255
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

describe('ink can be read on paper', () => {
  const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8')
  const colour = (name: string): string => new RegExp(`--${name}: (#[0-9a-f]{6})`).exec(css)?.[1] ?? ''
  it.each([
    ['ink', 'paper'],
    ['ink-soft', 'shade'],
    ['ink-faint', 'paper'],
    ['ink-faint', 'shade'],
    ['vermilion', 'vermilion-wash'],
    ['vermilion', 'shade'],
    ['celadon', 'celadon-wash'],
    ['amber', 'amber-wash'],
    ['nav-text', 'nav'],
    ['nav-faint', 'nav'],
    ['light', 'vermilion'],
    ['light', 'ink'],
  ])('%s on %s', (front, back) => {
    const [a, b] = [luminance(colour(front)), luminance(colour(back))].sort((x, y) => y - x) as [number, number]
    expect((a + 0.05) / (b + 0.05)).toBeGreaterThanOrEqual(4.5)
  })
})

describe('both languages say everything', () => {
  type Messages = Record<string, unknown>
  const chinese = import.meta.glob<Messages>('../**/zh-CN.json', { eager: true, import: 'default' })
  const english = import.meta.glob<Messages>('../**/en.json', { eager: true, import: 'default' })
  const keys = (value: unknown, path = ''): string[] =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, inner]) => keys(inner, `${path}.${key}`))
      : [path]
  it.each(Object.keys(chinese))('%s has its like in English', (file) => {
    expect(keys(english[file.replace('zh-CN', 'en')]).sort()).toEqual(keys(chinese[file]).sort())
  })
  it('says each topmost key in one folder only', () => {
    const topmost = Object.values(chinese).flatMap((messages) => Object.keys(messages))
    expect(new Set(topmost).size).toBe(topmost.length)
  })
})
