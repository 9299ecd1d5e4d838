import { useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { api, body } from '@/api/client'
import type { Unit } from '@/api/types'
import { useSession } from '@/shared/session'

/** Today's districts, and those that the reader may change: all or some. */
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
    /** whether the reader may merge, split, rename or move the unit; an operator of a district may do so only for its bureaus */
    mayChange: (unit: Unit): boolean =>
      unit.kind !== 'city' && (city.value || kept.value.some((district) => district.code === unit.parent)),
  }
}
