import { useI18n } from 'vue-i18n'

/** The name of a unit in the reader's language. */
export function useUnitName(): (unit: { name: string; nameEn: string }) => string {
  const { locale } = useI18n()
  return (unit) => (locale.value === 'en' ? unit.nameEn : unit.name)
}
