import { createI18n } from 'vue-i18n'
import en from '@/i18n/en.json'
import zh from '@/i18n/zh-CN.json'

export type Language = 'zh-CN' | 'en'
const KEPT = 'shuguan.language'

function kept(): Language {
  const wanted = localStorage.getItem(KEPT)
  return wanted === 'en' ? 'en' : 'zh-CN'
}

export const i18n = createI18n({
  legacy: false,
  locale: kept(),
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
