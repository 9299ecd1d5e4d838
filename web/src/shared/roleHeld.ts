import { useI18n } from 'vue-i18n'

/** A name as it stands under a document: with the person for whom it was signed, or that the role is held provisionally. */
export function useSignature(): (name: string, capacity?: string | null, holder?: string | null) => string {
  const { t } = useI18n()
  return (name, capacity, holder) => {
    if (holder) return t('case.signedFor', { name, holder })
    return capacity === 'acting' ? t('case.signedActing', { name }) : name
  }
}

/** The name of a role in which somebody acted; a role that is held provisionally (代理) says so. */
export function useRoleHeld(): (role: string, capacity?: string | null) => string {
  const { t } = useI18n()
  return (role, capacity) => (capacity === 'acting' ? t('case.acting', { role: t(`role.${role}`) }) : t(`role.${role}`))
}
