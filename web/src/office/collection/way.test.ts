import { describe, expect, it } from 'vitest'
import type { CollectionWayView } from '@/api/types'
import { firstForm, noteOf, readAs } from '@/office/collection/way'

const column = (name: string, kind: string, without?: number) => ({
  column: name,
  type: kind,
  kind,
  rows: 10,
  without,
  usualOverlap: kind === 'time' ? 60 : 1000,
  mostOverlap: 100000,
})
const full: CollectionWayView = {
  way: { mode: 'full', overlap: 0, key: [], fullEvery: 0 },
  possible: true,
  columns: [column('opened', 'time', 3), column('changed', 'time', 0), column('id', 'number', 0)],
  keys: [
    { column: 'id', title: '编号', marked: true },
    { column: 'name', title: '名称', marked: false },
  ],
  usualFullEvery: 10,
}

describe('the form of what a plan reads', () => {
  it('proposes a time that every row has, the marked key and a full load now and then', () => {
    expect(firstForm(full)).toEqual({ mode: 'full', watermark: 'changed', overlap: 60, key: ['id'], fullEvery: 10 })
  })
  it('proposes no column if none is sure', () => {
    expect(firstForm({ ...full, columns: [column('opened', 'time', 3)] }).watermark).toBe('')
  })
  it('shows a plan as it is', () => {
    const way = { mode: 'increment' as const, watermark: 'id', overlap: 5, key: ['name'], fullEvery: 0 }
    expect(firstForm({ ...full, way })).toEqual(way)
  })
  it('says which columns would hide rows', () => {
    expect(noteOf(column('opened', 'time', 3))).toBe('without')
    expect(noteOf(column('changed', 'time', 0))).toBeUndefined()
    expect(noteOf(column('new', 'time'))).toBeUndefined()
  })
  it('names an increment', () => {
    expect(readAs('table', { increment: true })).toBe('increment')
    expect(readAs('table', { increment: false })).toBe('table')
    expect(readAs('upload', undefined)).toBe('upload')
  })
})
