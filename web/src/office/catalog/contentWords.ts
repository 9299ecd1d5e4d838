import { useI18n } from 'vue-i18n'
import type { Check, Item } from '@/api/types'
import { writtenCodes } from '@/office/catalog/codes'

/** Identifies an item within its entry: its column, or its name if it has none. */
export function itemName(item: Item): string {
  return item.physicalName === undefined || item.physicalName === '' ? item.name : item.physicalName
}

/** Identifies a check within its entry. */
export function checkName(check: Check): string {
  return `${check.column ?? ''} ${check.field} ${check.why}`
}

const choices: Record<string, string> = {
  sharingType: 'sharing',
  sharingMode: 'mode',
  openingType: 'opening',
  updateCycle: 'cycle',
  theme: 'theme',
  formatCategory: 'format',
  grade: 'grade',
}

/** Names of an entry's fields and of their values in the reader's language. */
export function useContentWords() {
  const i18n = useI18n()
  const { t } = i18n
  function named(field: string): string {
    const missing = /^items\[(\d+)]\.(\w+)$/.exec(field)
    if (missing) {
      const [, row = '', key = ''] = missing
      return t('item.at', { n: Number(row) + 1, field: i18n.te(`item.${key}`) ? t(`item.${key}`) : key })
    }
    if (field.startsWith('items/')) return t('item.named', { name: field.slice('items/'.length) })
    if (field.startsWith('checks/')) return t('toCheck.done')
    return field === 'title' ? t('entry.name') : i18n.te(`entry.${field}`) ? t(`entry.${field}`) : field
  }
  function shown(field: string, value: unknown): string | undefined {
    if (field.startsWith('items/')) {
      const item = value as Item
      return [
        item.name,
        item.physicalName,
        item.type && t(`itemType.${item.type}`),
        item.lengthBytes,
        t(`grade.${item.grade}`),
        item.sharingType && t(`sharing.${item.sharingType}`),
        writtenCodes(item.codes),
        item.comment,
      ]
        .filter((one) => one !== undefined && one !== '')
        .join(' · ')
    }
    if (field.startsWith('checks/')) return t((value as Check).done ? 'form.yes' : 'form.no')
    const words = choices[field]
    return words !== undefined && typeof value === 'string' ? t(`${words}.${value}`) : undefined
  }
  return { named, shown }
}
