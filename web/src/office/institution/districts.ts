import { useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { api, body } from '@/api/client'
import type { Unit } from '@/api/types'
import { useSession } from '@/shared/session'

/** The districts of today, and what of the register the reader keeps: the whole city, or some of them. */
export function useDistricts() {
  const { can } = useSession()
  const { data } = useQuery({
    queryKey: ['units', 'districts'],
    queryFn: () => body(api.GET('/api/institution/districts', {})),
  })
  const all = computed<Unit[]>(() => (data.value ?? []).map((one) => one.unit))
  const kept = computed<Unit[]>(() => (data.value ?? []).filter((one) => one.keep).map((one) => one.unit))
  const city = computed(() => can('register.keep-city'))
  return {
    all,
    kept,
    city,
    /** whether the reader may merge, split, rename or move the unit: a district's operator its bureaus alone */
    mayChange: (unit: Unit): boolean =>
      unit.kind !== 'city' && (city.value || kept.value.some((district) => district.code === unit.parent)),
  }
}
