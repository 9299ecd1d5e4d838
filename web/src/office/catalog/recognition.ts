import { onScopeDispose, reactive } from 'vue'
import { api, body } from '@/api/client'
import type { Recognised } from '@/api/types'
import type { GridItem } from '@/office/catalog/paste'

const PAUSE = 400

/** What items that a person types are recognised as by their names: the server's classifier is asked a moment after the last key. */
export function useRecognition(): {
  /** asks about the item, unless a census has recognised it */
  look: (item: GridItem) => void
  /** what was recognised and not taken yet */
  proposal: (item: GridItem) => Recognised | undefined
} {
  const answers = reactive(new Map<string, Recognised>())
  const waiting = new Set<GridItem>()
  let timer: ReturnType<typeof setTimeout> | undefined

  const keyOf = (item: GridItem): string => `${item.name.trim()}\n${item.physicalName ?? ''}`

  async function ask(): Promise<void> {
    const asked = [...waiting]
    waiting.clear()
    for (const item of asked) {
      const key = keyOf(item)
      if (item.name.trim() === '' || answers.has(key)) continue
      try {
        const query = { name: item.name.trim(), column: item.physicalName }
        answers.set(key, await body(api.GET('/api/catalog/recognition', { params: { query } })))
      } catch {
        // A proposal is a help: without it the form works as before.
        return
      }
    }
  }
  function look(item: GridItem): void {
    if (item.name.trim() === '' || item.detected !== undefined) return
    // Of a name that is still being typed only what it has become after the pause is asked.
    waiting.add(item)
    clearTimeout(timer)
    timer = setTimeout(() => void ask(), PAUSE)
  }
  function proposal(item: GridItem): Recognised | undefined {
    const found = item.detected === undefined ? answers.get(keyOf(item)) : undefined
    return found?.type === undefined ? undefined : found
  }
  onScopeDispose(() => {
    clearTimeout(timer)
  })
  return { look, proposal }
}
