import { computed, nextTick, reactive, ref } from 'vue'

/** How far PageUp and PageDown go. */
const PAGE = 8

/** What tells one combobox from another; all of them have the same keys, roles and ways to close. */
export interface ComboboxOptions<T> {
  id: () => string
  /** what can be chosen now */
  choices: () => T[]
  choose: (one: T) => void
  /** whether the list opens without choices too, to say that there are none or to look for them; else it is hidden */
  stays?: boolean
  /** whether the first follows the last */
  wraps?: boolean
  /** Enter where no choice is marked; true where that was all that Enter shall do */
  enter?: () => boolean
  /** the mark comes near the end of what is there */
  more?: () => void
  /** the list was closed, whether something was chosen or not */
  closed?: () => void
}

/**
 * A field with a list below it (ARIA: combobox with a listbox). Arrows and Page keys move the mark, Enter chooses, Escape
 * and leaving the field close; keys of an input method that composes a word are its own. `field` goes onto the input with
 * `key` as its keydown and `close` as its blur; `ComboboxList` shows the list.
 */
export function useCombobox<T>(options: ComboboxOptions<T>) {
  const open = ref(false)
  const asked = ref(-1)
  /** which choice is marked: within a list that may have become shorter */
  const active = computed(() => Math.min(asked.value, options.choices().length - 1))
  const shown = computed(() => open.value && (options.stays === true || options.choices().length > 0))
  const listId = computed(() => `${options.id()}-choices`)
  const field = computed(() => ({
    id: options.id(),
    role: 'combobox',
    autocomplete: 'off',
    'aria-autocomplete': 'list' as const,
    'aria-expanded': shown.value,
    'aria-controls': listId.value,
    'aria-activedescendant': shown.value && active.value >= 0 ? optionId(active.value) : undefined,
  }))
  function optionId(i: number): string {
    return `${options.id()}-${String(i)}`
  }
  function show(): void {
    open.value = true
    asked.value = -1
  }
  function close(): void {
    open.value = false
    asked.value = -1
    options.closed?.()
  }
  function choose(one: T): void {
    options.choose(one)
    close()
  }
  function mark(to: number): void {
    const last = options.choices().length - 1
    if (options.wraps && to < 0) asked.value = last
    else if (options.wraps && to > last) asked.value = 0
    else asked.value = Math.max(0, Math.min(last, to))
    if (active.value >= last - 1) options.more?.()
    void nextTick(() => document.getElementById(optionId(active.value))?.scrollIntoView({ block: 'nearest' }))
  }
  /** Moves the mark; opens the list where it is closed. Whether there was anything to do. */
  function move(by: number): boolean {
    if (!open.value) {
      show()
      return shown.value
    }
    if (options.choices().length === 0) return shown.value
    mark(options.wraps && active.value < 0 && by < 0 ? -1 : active.value + by)
    return true
  }
  function enter(): boolean {
    const one = shown.value ? options.choices()[active.value] : undefined
    if (one === undefined) return options.enter?.() ?? false
    choose(one)
    return true
  }
  function taken(name: string): boolean {
    if (name === 'ArrowDown') return move(1)
    if (name === 'ArrowUp') return move(-1)
    if (name === 'Enter') return enter()
    if (!shown.value) return false
    if (name === 'PageDown') return move(PAGE)
    if (name === 'PageUp') return move(-PAGE)
    if (name !== 'Escape') return false
    close()
    return true
  }
  function key(event: KeyboardEvent): void {
    if (event.isComposing || !taken(event.key)) return
    event.preventDefault()
    event.stopPropagation()
  }
  return reactive({ open, active, shown, field, listId, optionId, show, close, choose, key })
}

/** What `ComboboxList` needs of it. */
export interface Combobox<T> {
  active: number
  shown: boolean
  listId: string
  optionId: (i: number) => string
  choose: (one: T) => void
}
