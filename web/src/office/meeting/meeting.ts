import type { MeetingPage, NewMeeting } from '@/api/types'

export const states = ['planned', 'convened', 'open', 'ended', 'cancelled'] as const
export const topicStates = ['open', 'raised', 'accepted', 'merged', 'sent-back', 'withdrawn', 'dealt'] as const
export const topicOrigins = ['unit', 'secretariat', 'appeal', 'follow-up', 'demand', 'directive'] as const
/** The five kinds of an agenda, in the plan's order. */
export const itemKinds = ['directives', 'summary', 'direction', 'decisions', 'issues'] as const
export const outcomes = ['decided', 'noted', 'postponed'] as const
export const cityRoles = ['city-cdo', 'city-executive-officer'] as const
export const CITY = '00'

type ChairRole = (typeof cityRoles)[number] | 'unit-cdo'

/** The fields of the form of a meeting: members and guests are units, whose CDOs are invited. */
export interface MeetingFields {
  title: string
  day: string
  begins: string
  ends: string
  place: string
  chairRole: ChairRole | ''
  members: string[]
  guests: string[]
  /** city roles that are invited as guests */
  cityGuests: string[]
}

export function emptyMeeting(): MeetingFields {
  return {
    title: '',
    day: '',
    begins: '09:30',
    ends: '11:30',
    place: '',
    chairRole: '',
    members: [],
    guests: [],
    cityGuests: [],
  }
}

export function meetingFields(page: MeetingPage): MeetingFields {
  const one = page.row.meeting
  const units = (isMember: boolean): string[] =>
    page.seats
      .filter((row) => row.seat.role === 'unit-cdo' && row.seat.isMember === isMember)
      .map((row) => row.seat.unit)
  return {
    title: one.title,
    day: one.day,
    begins: one.begins.slice(0, 5),
    ends: one.ends.slice(0, 5),
    place: one.place,
    chairRole: one.chairRole as ChairRole,
    members: units(true),
    guests: units(false),
    cityGuests: page.seats.filter((row) => row.seat.unit === CITY).map((row) => row.seat.role),
  }
}

export function wantedMeeting(fields: MeetingFields): NewMeeting {
  const guests = fields.guests.filter((unit) => !fields.members.includes(unit))
  return {
    title: fields.title,
    day: fields.day === '' ? undefined : fields.day,
    begins: fields.begins === '' ? undefined : fields.begins,
    ends: fields.ends === '' ? undefined : fields.ends,
    place: fields.place,
    chairRole: fields.chairRole === '' ? undefined : fields.chairRole,
    seats: [
      ...fields.cityGuests.map((role) => ({ unit: CITY, role: role as ChairRole, isMember: false })),
      ...fields.members.map((unit) => ({ unit, role: 'unit-cdo' as const, isMember: true })),
      ...guests.map((unit) => ({ unit, role: 'unit-cdo' as const, isMember: false })),
    ],
  }
}
