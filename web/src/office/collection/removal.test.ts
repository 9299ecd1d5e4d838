import { describe, expect, it } from 'vitest'
import { keysOf, short } from '@/office/collection/removal'

describe('keysOf', () => {
  it('takes one key of each line that is not empty', () => {
    expect(keysOf('  440202199001010013 \r\n\n44120219851231002X\n', 1)).toEqual([
      ['440202199001010013'],
      ['44120219851231002X'],
    ])
  })

  it('keeps commas in the value of a single column', () => {
    expect(keysOf('a,b', 1)).toEqual([['a,b']])
  })

  it('separates the values of several columns by tabs, else by commas', () => {
    expect(keysOf('1\tx, y\n2, b\n3，c', 2)).toEqual([
      ['1', 'x, y'],
      ['2', 'b'],
      ['3', 'c'],
    ])
  })
})

describe('short', () => {
  it('shows the beginning', () => {
    expect(short('0123456789abcdef')).toBe('0123456789ab…')
  })
})
