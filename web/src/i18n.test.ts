// @vitest-environment happy-dom
import { expect, it } from 'vitest'
import { firstLanguage } from '@/i18n'

it('the first language is the one chosen, else the first of the browser that we speak, else Chinese', () => {
  expect(firstLanguage(null, ['en-GB', 'zh-CN'])).toBe('en')
  expect(firstLanguage(null, ['fr-FR', 'zh-Hant-HK', 'en'])).toBe('zh-CN')
  expect(firstLanguage(null, ['fr-FR'])).toBe('zh-CN')
  expect(firstLanguage('zh-CN', ['en'])).toBe('zh-CN')
  expect(firstLanguage('en', ['zh-CN'])).toBe('en')
})
