// @vitest-environment happy-dom
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { i18n } from '@/i18n'
import { readCodes, writtenCodes } from '@/office/catalog/codes'
import { type List, lists, meant } from '@/office/catalog/labels'
import { fields, type GridItem, headOf, pasted, put, unreadIn, withPasted } from '@/office/catalog/paste'

const item = (changes: Partial<GridItem> = {}): GridItem => ({
  name: '旧',
  key: true,
  grade: 'general-2',
  type: 'C',
  codes: [],
  ...changes,
})
const languages = ['zh-CN', 'en'] as const

/** Words of a message file of the server or of the census: key → text. */
function properties(path: string): [key: string, text: string][] {
  return readFileSync(`../${path}`, 'utf8')
    .split('\n')
    .filter((line) => /^[a-z]+\.[^=]+=/.test(line))
    .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)])
}

describe('cells that are pasted', () => {
  it('are laid over the grid, and rows that are missing are added', () => {
    const { items } = withPasted([item()], pasted('姓名\txm\tC\t50\r\n日期\trq\tD\t8\r\n'), 0, 0)
    expect(items).toEqual([
      { name: '姓名', physicalName: 'xm', type: 'C', lengthBytes: 50, key: true, grade: 'general-2', codes: [] },
      { name: '日期', physicalName: 'rq', type: 'D', lengthBytes: 8, key: false, grade: 'general-1', codes: [] },
    ])
  })

  it('may stand under the heads of a workbook, in any order', () => {
    const { items, leftOut } = withPasted(
      [item()],
      pasted(
        '数据类型\t信息项名称\t信息项级别\t个人信息类别\t信息项代码表\n字符型C\t性别\t一般数据3级\t个人基本资料\t0:女；1:男',
      ),
      0,
      0,
    )
    expect(items[0]).toMatchObject({
      name: '性别',
      type: 'C',
      grade: 'general-3',
      codes: [
        { code: '0', meaning: '女' },
        { code: '1', meaning: '男' },
      ],
    })
    expect(leftOut).toEqual(['个人信息类别'])
  })

  it('are named by the heads of the page in both languages', () => {
    for (const locale of languages) {
      const heads = fields.map((field) => i18n.global.t(headOf[field], {}, { locale }))
      const { items } = withPasted([], pasted(`${heads.join('\t')}\na\tb\tN\t3\t是\t核心\t不予共享\t1:甲\t注`), 0, 0)
      expect(items).toEqual([
        {
          name: 'a',
          physicalName: 'b',
          type: 'N',
          lengthBytes: 3,
          key: true,
          grade: 'core',
          sharingType: 'not-shared',
          codes: [{ code: '1', meaning: '甲' }],
          comment: '注',
        },
      ])
    }
  })

  it('are kept with a mark where they are not understood, until they are mended', () => {
    const wrong = put(put(item(), 'type', '字符串(20)'), 'lengthBytes', '十')
    expect(wrong).toMatchObject({ type: 'C', unread: { type: '字符串(20)', lengthBytes: '十' } })
    expect(unreadIn([wrong, item()])).toBe(2)
    const half = put(wrong, 'lengthBytes', '10 字节')
    expect(half).toMatchObject({ lengthBytes: 10, unread: { type: '字符串(20)' } })
    expect(put(half, 'type', '字符型 C')).toEqual(item({ lengthBytes: 10 }))
  })

  it('beyond the last column are told', () => {
    expect(withPasted([], [['注', '多']], 0, fields.length - 1).leftOut).toEqual(['多'])
  })
})

describe('every label that the product writes is understood', () => {
  it.each(Object.keys(lists) as List[])('%s, on the page in both languages', (list) => {
    for (const value of lists[list].values) {
      expect(meant(list, value)).toBe(value)
      for (const locale of languages) {
        const label = i18n.global.t(`${lists[list].texts}.${value}`, {}, { locale })
        expect(meant(list, label), label).toBe(value)
        expect(meant(list, ` ${label} `)).toBe(value)
      }
    }
  })

  it.each(Object.keys(lists) as List[])('%s, as the message files list it', (list) => {
    for (const locale of languages) {
      const messages = JSON.parse(JSON.stringify(i18n.global.messages.value[locale])) as Record<
        string,
        Record<string, string>
      >
      expect(Object.keys(messages[lists[list].texts] ?? {}).sort()).toEqual([...lists[list].values].sort())
    }
  })

  it('in the workbook of the guide', () => {
    const words = properties('server/src/main/resources/catalogimport/guide.properties')
    const checked = words.filter(([key]) => key.slice(0, key.indexOf('.')) in lists)
    expect(checked.length).toBeGreaterThan(40)
    for (const [key, texts] of checked)
      for (const text of texts.split('|'))
        expect(meant(key.slice(0, key.indexOf('.')) as List, text), text).toBe(key.slice(key.indexOf('.') + 1))
  })

  it.each(['words.properties', 'words_en.properties'])('in the files of a census: %s', (file) => {
    const words = properties(`dataplane/src/main/resources/org/shuguan/dataplane/detect/${file}`)
    const checked = words.filter(([key]) => /^(grade|format)\./.test(key))
    expect(checked.length).toBeGreaterThan(8)
    for (const [key, text] of checked)
      expect(meant(key.slice(0, key.indexOf('.')) as List, text), text).toBe(key.slice(key.indexOf('.') + 1))
  })
})

describe('codes', () => {
  it.each([
    ['0:女；1:男', '0:女；1:男'],
    ['0：女，1：男', '0:女；1:男'],
    ['0女 1男', '0:女；1:男'],
    ['1-正常\n2-停用', '1:正常；2:停用'],
    ['Y=是；N=否', 'Y:是；N:否'],
  ])('%s', (text, codes) => {
    expect(writtenCodes(readCodes(text) ?? [])).toBe(codes)
  })

  it('are not read from other texts', () => {
    expect(readCodes('男或女')).toBeUndefined()
    expect(readCodes('10')).toBeUndefined()
  })
})
