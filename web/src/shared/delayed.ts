import { onScopeDispose, ref, type Ref, watch } from 'vue'

/** How long somebody must have paused before what they typed is asked for, in milliseconds. */
const PAUSE = 150

/** What a source says once it has not changed for a moment. */
export function useDelayed(source: () => string): Ref<string> {
  const settled = ref(source())
  let waiting: ReturnType<typeof setTimeout> | undefined
  watch(source, (now) => {
    clearTimeout(waiting)
    waiting = setTimeout(() => {
      settled.value = now
    }, PAUSE)
  })
  onScopeDispose(() => {
    clearTimeout(waiting)
  })
  return settled
}
