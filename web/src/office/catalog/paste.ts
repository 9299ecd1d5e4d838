import type { Item } from '@/api/types'
import { grades, itemTypes } from '@/office/catalog/choices'

/** Splits spreadsheet cells from the clipboard into rows and columns. */
export function pasted(text: string): string[][] {
  const lines = text.replace(/\r\n?/g, '\n').replace(/\n$/, '')
  return lines === '' ? [] : lines.split('\n').map((line) => line.split('\t'))
}

function put(item: Item, column: number, text: string): Item {
  const value = text.trim()
  if (column === 0) return { ...item, name: value }
  if (column === 1) return { ...item, physicalName: value || undefined }
  if (column === 2) return itemTypes.some((type) => type === value) ? { ...item, type: value } : item
  if (column === 3) return /^\d+$/.test(value) ? { ...item, lengthBytes: Number(value) } : item
  if (column === 4) {
    const grade = grades.find((one) => one === value)
    return grade ? { ...item, grade } : item
  }
  return column === 5 ? { ...item, comment: value || undefined } : item
}

/** The items with cells pasted from a row and a column on. Missing rows are added; values that do not fit a cell are ignored. */
export function withPasted(items: Item[], cells: string[][], row: number, column: number): Item[] {
  const result = items.slice()
  cells.forEach((line, down) => {
    let item: Item = result[row + down] ?? { name: '', key: false, grade: 'general-1', type: 'C' }
    line.forEach((text, right) => {
      item = put(item, column + right, text)
    })
    result[row + down] = item
  })
  return result
}
