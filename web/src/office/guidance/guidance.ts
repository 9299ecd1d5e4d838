export const inquiryKinds = ['question', 'progress', 'problem', 'suggestion'] as const
export const inquiryStates = ['waiting', 'open', 'asked-back', 'answered', 'closed', 'withdrawn'] as const
export const visitKinds = ['visit', 'joint-work'] as const

/** The code of the city as a territory. */
export const CITY = '00'
