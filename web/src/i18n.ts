import { createI18n } from 'vue-i18n'

export type Language = 'zh-CN' | 'en'
const KEPT = 'shuguan.language'

type Messages = Record<string, Record<string, unknown>>

/** The texts of all folders, from their `zh-CN.json` and `en.json`. Top-level keys are unique across folders. */
function messages(files: Record<string, Messages>): Messages {
  return Object.assign({}, ...Object.values(files)) as Messages
}

const zh = messages(import.meta.glob<Messages>('./**/zh-CN.json', { eager: true, import: 'default' }))
const en = messages(import.meta.glob<Messages>('./**/en.json', { eager: true, import: 'default' }))

/** The chosen language; if none was chosen, the first supported one of the browser's languages, else Chinese. */
export function firstLanguage(kept: string | null, asked: readonly string[]): Language {
  if (kept === 'en' || kept === 'zh-CN') return kept
  const spoken = asked.map((one) => one.toLowerCase()).find((one) => /^(zh|en)(-|$)/.test(one))
  return spoken?.startsWith('en') ? 'en' : 'zh-CN'
}

export const i18n = createI18n({
  legacy: false,
  locale: firstLanguage(localStorage.getItem(KEPT), navigator.languages),
  fallbackLocale: 'zh-CN',
  messages: { 'zh-CN': zh, en },
})

export function language(): Language {
  return i18n.global.locale.value
}

export function setLanguage(next: Language): void {
  localStorage.setItem(KEPT, next)
  i18n.global.locale.value = next
  document.documentElement.lang = next
}
