import { expect, it } from 'vitest'
import { pasted, withPasted } from '@/office/catalog/paste'

it('lays cells over the grid and adds the rows that are missing', () => {
  const items = withPasted(
    [{ name: '旧', key: true, grade: 'general-2', type: 'C' }],
    pasted('姓名\txm\tC\t50\r\n日期\trq\t?\t-1\r\n'),
    0,
    0,
  )
  expect(items).toEqual([
    { name: '姓名', physicalName: 'xm', type: 'C', lengthBytes: 50, key: true, grade: 'general-2' },
    { name: '日期', physicalName: 'rq', type: 'C', key: false, grade: 'general-1' },
  ])
})
