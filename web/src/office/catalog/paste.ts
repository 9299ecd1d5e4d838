import type { Item } from '@/api/types'
import { i18n } from '@/i18n'
import { readCodes } from '@/office/catalog/codes'
import { type List, meant, plain } from '@/office/catalog/labels'

/** The grid's columns in their order. */
export const fields = [
  'name',
  'physicalName',
  'type',
  'lengthBytes',
  'key',
  'grade',
  'sharingType',
  'codes',
  'comment',
] as const
export type Field = (typeof fields)[number]

/** An item with cells that were not understood: their texts, kept until they are mended. */
export type GridItem = Item & { unread?: Partial<Record<Field, string>> }

/** The message of each column's head. */
export const headOf: Record<Field, string> = {
  name: 'item.name',
  physicalName: 'item.physicalName',
  type: 'item.type',
  lengthBytes: 'item.length',
  key: 'item.key',
  grade: 'table.grade',
  sharingType: 'item.sharingType',
  codes: 'item.codes',
  comment: 'item.comment',
}

/** What the workbooks that the product writes call the columns. */
const alsoCalled: Record<Field, string[]> = {
  name: ['信息项名称', '信息项'],
  physicalName: ['字段名', '英文名称'],
  type: ['数据类型', '信息项类型'],
  lengthBytes: ['数据长度(字节)', '数据长度', '长度'],
  key: ['主键', '是否主键'],
  grade: ['信息项级别', '建议级别'],
  sharingType: ['信息项共享类型'],
  codes: ['信息项代码表', '代码表'],
  comment: ['信息项说明', '说明', '备注'],
}

export const listOf: Partial<Record<Field, List>> = {
  type: 'type',
  key: 'answer',
  grade: 'grade',
  sharingType: 'sharing',
}

export function newItem(): GridItem {
  return { name: '', key: false, grade: 'general-1', type: 'C', codes: [] }
}

/** Splits spreadsheet cells from the clipboard into rows and columns. */
export function pasted(text: string): string[][] {
  const lines = text.replace(/\r\n?/g, '\n').replace(/\n$/, '')
  return lines === '' ? [] : lines.split('\n').map((line) => line.split('\t'))
}

/** The change of an item that a cell's text means; undefined if it is not understood. An empty cell takes away what may be missing. */
function change(field: Field, text: string): Partial<Item> | undefined {
  const value = text.trim()
  switch (field) {
    case 'name':
      return { name: value }
    case 'physicalName':
    case 'comment':
      return { [field]: value === '' ? undefined : value }
    case 'lengthBytes': {
      if (value === '') return { lengthBytes: undefined }
      const digits = /^(\d{1,9})(?:\.0+)?(?:字节|BYTES?|B)?$/.exec(plain(value).replaceAll(',', ''))
      return digits ? { lengthBytes: Number(digits[1]) } : undefined
    }
    case 'codes': {
      const codes = value === '' ? [] : readCodes(value)
      return codes && { codes }
    }
    case 'key':
      return value === '' ? { key: false } : word('answer', value, (answer) => ({ key: answer === 'yes' }))
    case 'type':
      return value === '' ? {} : word('type', value, (type) => ({ type }))
    case 'grade':
      return value === '' ? {} : word('grade', value, (grade) => ({ grade: grade as Item['grade'] }))
    case 'sharingType':
      return value === ''
        ? { sharingType: undefined }
        : word('sharing', value, (type) => ({ sharingType: type as Item['sharingType'] }))
  }
}

function word(list: List, text: string, to: (value: string) => Partial<Item>): Partial<Item> | undefined {
  const value = meant(list, text)
  return value === undefined ? undefined : to(value)
}

function withUnread(item: GridItem, unread: GridItem['unread']): GridItem {
  const kept = { ...item }
  if (unread && Object.keys(unread).length > 0) kept.unread = unread
  else delete kept.unread
  return kept
}

/** The item without the text of a cell that was not understood: it keeps the value before. */
export function dropped(item: GridItem, field: Field): GridItem {
  return withUnread(item, Object.fromEntries(Object.entries(item.unread ?? {}).filter(([of]) => of !== field)))
}

/** The item with a cell's text. What is not understood is kept as text beside the value before. */
export function put(item: GridItem, field: Field, text: string): GridItem {
  const changed = change(field, text)
  return changed === undefined
    ? withUnread(item, { ...item.unread, [field]: text.trim() })
    : { ...dropped(item, field), ...changed }
}

/** The column that a head names, in either language or as the workbooks call it. */
function headed(text: string): Field | undefined {
  const head = plain(text).replace(/^\*|\*$/g, '')
  return fields.find((field) =>
    [
      ...alsoCalled[field],
      ...(['zh-CN', 'en'] as const).map((locale) => i18n.global.t(headOf[field], {}, { locale })),
    ].some((one) => plain(one) === head),
  )
}

export interface Pasted {
  items: GridItem[]
  /** heads of pasted columns that the grid does not have */
  leftOut: string[]
}

/** The items with cells pasted from a row and a column on. Missing rows are added. If the first pasted row names the columns, its names decide and not the position. */
export function withPasted(items: GridItem[], cells: string[][], row: number, column: number): Pasted {
  const heads = (cells[0] ?? []).map(headed)
  const named = heads.includes('name') && heads.filter((one) => one !== undefined).length > 1
  const into = named ? heads : fields.slice(column)
  const result = items.slice()
  cells.slice(named ? 1 : 0).forEach((line, down) => {
    let item = result[row + down] ?? newItem()
    line.forEach((text, right) => {
      const field = into[right]
      if (field) item = put(item, field, text)
    })
    result[row + down] = item
  })
  const leftOut = named
    ? (cells[0] ?? []).filter((text, i) => heads[i] === undefined && text.trim() !== '')
    : [...new Set(cells.flatMap((line) => line.slice(into.length)).filter((text) => text.trim() !== ''))]
  return { items: result, leftOut }
}

/** How many cells were not understood. */
export function unreadIn(items: readonly GridItem[]): number {
  return items.reduce((sum, item) => sum + Object.keys(item.unread ?? {}).length, 0)
}
