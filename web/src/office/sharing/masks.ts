import { useI18n } from 'vue-i18n'
import type { ItemMask } from '@/api/types'

/** A mask in words. */
export function useMaskWords(): (mask: ItemMask) => string {
  const { t } = useI18n()
  return (mask) => t(`mask.${mask.kind}`, { first: mask.first, last: mask.last })
}
