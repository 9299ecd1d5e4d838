import { describe, expect, it } from 'vitest'
import { fileName } from '@/office/census/inventory'

describe('inventory', () => {
  it('keeps the name that the server gives it', () => {
    expect(fileName("attachment; filename*=UTF-8''%E6%8A%A5%E5%91%8A.docx", 'x')).toBe('报告.docx')
    expect(fileName(null, 'inventory.xlsx')).toBe('inventory.xlsx')
  })
})
