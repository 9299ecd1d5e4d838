import { describe, expect, it } from 'vitest'
import { enrolCommand, keepCode, takeCode } from '@/office/frontendhost/code'

describe('the one-time code of a new front-end host', () => {
  it('is shown once, on the page of its host only', () => {
    keepCode('a', 'AAAA-BBBB-CCCC')
    expect(takeCode('a')).toBe('AAAA-BBBB-CCCC')
    expect(takeCode('a')).toBeUndefined()
    keepCode('a', 'AAAA-BBBB-CCCC')
    expect(takeCode('b')).toBeUndefined()
    expect(takeCode('a')).toBeUndefined()
  })

  it('is part of the command that enrols the program', () => {
    expect(enrolCommand('https://node.example', 'AAAA-BBBB-CCCC')).toBe(
      './shuguan agent --node https://node.example --code AAAA-BBBB-CCCC',
    )
  })
})
