import { describe, expect, it } from 'vitest'
import { emptyMeeting, wantedMeeting } from '@/office/meeting/meeting'

describe('the form of a meeting', () => {
  it('invites each unit once, as a member if it is named as both', () => {
    const sent = wantedMeeting({
      ...emptyMeeting(),
      members: ['01', '02'],
      guests: ['02', '03'],
      cityGuests: ['city-cdo'],
    })
    expect(sent.seats).toEqual([
      { unit: '00', role: 'city-cdo', isMember: false },
      { unit: '01', role: 'unit-cdo', isMember: true },
      { unit: '02', role: 'unit-cdo', isMember: true },
      { unit: '03', role: 'unit-cdo', isMember: false },
    ])
  })
  it('sends nothing for a field that is empty, so that the server says what is missing', () => {
    expect(wantedMeeting({ ...emptyMeeting(), begins: '' })).toMatchObject({
      day: undefined,
      begins: undefined,
      chairRole: undefined,
    })
  })
})
