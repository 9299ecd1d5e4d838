import { describe, expect, it } from 'vitest'
import type { Session } from '@/api/types'
import { fileName, inventoried } from '@/office/census/inventory'

const unit = (code: string) => ({ code, name: `单位${code}`, nameEn: `Unit ${code}` })
const held = (role: string, code: string) => ({ role, unit: unit(code) }) as Session['roles'][number]

describe('inventory', () => {
  it('is there for the units that somebody keeps data for or answers for, each once', () => {
    expect(inventoried([held('data-steward', '04'), held('unit-cdo', '04'), held('auditor', '05')])).toEqual([
      unit('04'),
    ])
  })
  it('keeps the name that the server gives it', () => {
    expect(fileName("attachment; filename*=UTF-8''%E6%8A%A5%E5%91%8A.docx", 'x')).toBe('报告.docx')
    expect(fileName(null, 'inventory.xlsx')).toBe('inventory.xlsx')
  })
})
