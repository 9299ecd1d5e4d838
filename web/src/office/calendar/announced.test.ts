import { describe, expect, it } from 'vitest'
import { announcedDays } from '@/office/calendar/announced'

describe('a file of days off', () => {
  it('is split into days off and working weekend days', () => {
    const file = {
      year: 2027,
      days: [
        { name: '元旦', date: '2027-01-01', isOffDay: true },
        { name: '春节', date: '2027-02-20', isOffDay: false },
      ],
    }
    expect(announcedDays(JSON.stringify(file))).toEqual({ year: 2027, rest: ['2027-01-01'], work: ['2027-02-20'] })
  })
  it('is refused whole if a part of it is of another form', () => {
    expect(announcedDays('no file')).toBeUndefined()
    expect(announcedDays('{"year": 2027, "days": [{"date": "2027-01-01"}]}')).toBeUndefined()
    expect(announcedDays('{"days": []}')).toBeUndefined()
  })
})
