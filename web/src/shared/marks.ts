import type { Mark } from '@/api/types'

/** How surely it is known what a source says, the surest first. */
export const marks: Mark[] = ['read', 'from-memory', 'unverified', 'ours']
