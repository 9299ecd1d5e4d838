import type { Matter } from '@/api/types'

export const states = ['open', 'confirmed', 'declined', 'taken-back', 'expired'] as const

export const tone: Record<Matter['state'], string> = {
  open: 'warn',
  confirmed: 'good',
  declined: 'bad',
  'taken-back': '',
  expired: '',
}
