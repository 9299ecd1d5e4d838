import type { Mark } from '@/api/types'

/** The certainty of sources, the most certain first. */
export const marks: Mark[] = ['read', 'from-memory', 'unverified', 'ours']
