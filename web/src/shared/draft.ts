import { computed, type ComputedRef, onScopeDispose, ref, type Ref, shallowRef, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { onBeforeRouteLeave } from 'vue-router'
import { Problem } from '@/api/problem'
import { confirmed } from '@/shared/confirm'
import { differences, type FieldDifference, type Lists, merged, same, type Side } from '@/shared/difference'
import { dropDraft, keepDraft, type KeptDraft, keptDraft } from '@/shared/keptDrafts'
import { useSession } from '@/shared/session'

/** The server's state: a form's fields and their version. */
export interface Saved<Form> {
  version: number
  form: Form
}

/** Another person has saved meanwhile: their values, and the fields in which they differ from the reader's. */
export interface Conflict<Form> {
  theirs: Saved<Form>
  fields: FieldDifference[]
}

export interface Draft<Form extends object> {
  form: Ref<Form>
  dirty: ComputedRef<boolean>
  busy: Ref<boolean>
  problem: Ref<unknown>
  /** whether everything is saved and nothing has changed since */
  done: Ref<boolean>
  /** unsaved text from before a reload or the end of a session */
  found: Ref<KeptDraft<Form> | undefined>
  conflict: Ref<Conflict<Form> | undefined>
  save: () => Promise<boolean>
  /** restores the text that was found */
  restore: () => void
  /** restores the server's state */
  discard: () => void
  /** takes the chosen side for each field, and saves */
  settle: (chosen: Record<string, Side>) => Promise<boolean>
}

const SHORT = 300

function copy<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T
}

/**
 * State of an editor. Typed text is stored until it is saved; if another person saved meanwhile, both versions are shown.
 */
export function useDraft<Form extends object>(options: {
  /** identifies the edited object, for example `entry/<id>/<number>` */
  of: () => string
  saved: () => Saved<Form>
  /** sends the form with the version that the reader saw; returns the server's new state if known */
  send: (form: Form, version: number) => Promise<Saved<Form> | undefined>
  /** loads the server's state after another person saved; left out if that cannot happen */
  fresh?: () => Promise<Saved<Form>>
  lists?: Lists
  /** fields that are never stored, such as passwords */
  secret?: (keyof Form)[]
  /** whether to ask before the page is left with unsaved text; a dialog restores it instead */
  asks?: boolean
}): Draft<Form> {
  const { t } = useI18n()
  const { session } = useSession()
  const account = session.value?.account
  const began: Ref<Saved<Form>> = shallowRef(copy(options.saved()))
  const form = ref<Form>(copy(began.value.form)) as Ref<Form>
  const busy = ref(false)
  const problem = ref<unknown>()
  const done = ref(false)
  const found: Ref<KeptDraft<Form> | undefined> = shallowRef()
  const conflict: Ref<Conflict<Form> | undefined> = shallowRef()
  const dirty = computed(() => !same(form.value, began.value.form))

  const kept = account === undefined ? undefined : keptDraft<Form>(account, options.of())
  if (kept && !same(open(kept.form), open(began.value.form))) found.value = kept
  else drop(options.of())

  function drop(of: string): void {
    if (account !== undefined) dropDraft(account, of)
  }
  /** The form without secret fields. */
  function open(full: Form): Form {
    const rest = copy(full)
    for (const field of options.secret ?? []) Reflect.deleteProperty(rest, field)
    return rest
  }
  function start(from: Saved<Form>): void {
    began.value = copy(from)
    form.value = copy(from.form)
  }
  let waiting: ReturnType<typeof setTimeout> | undefined
  function keep(): void {
    clearTimeout(waiting)
    waiting = undefined
    const of = options.of()
    // After sign-out nothing is stored for the next user.
    if (account === undefined || session.value?.account !== account) return
    if (dirty.value)
      keepDraft<Form>(account, of, {
        version: began.value.version,
        was: open(began.value.form),
        form: open(form.value),
        at: new Date().toISOString(),
      })
    else if (!found.value) drop(of)
  }
  watch(
    form,
    () => {
      if (dirty.value) done.value = false
      clearTimeout(waiting)
      waiting = setTimeout(keep, SHORT)
    },
    { deep: true },
  )
  watch(
    () => options.saved().version,
    () => {
      if (!dirty.value && !busy.value) start(options.saved())
    },
  )

  /** Compares another person's saved values with the reader's; if they are equal, nothing is left to save. */
  function compare(theirs: Saved<Form>): boolean {
    const fields = differences(open(began.value.form), open(form.value), open(theirs.form), options.lists)
    if (fields.length > 0) conflict.value = { theirs, fields }
    else {
      start(theirs)
      forget()
    }
    return fields.length === 0
  }
  function forget(): void {
    found.value = undefined
    conflict.value = undefined
    clearTimeout(waiting)
    drop(options.of())
  }

  async function save(): Promise<boolean> {
    if (busy.value) return false
    busy.value = true
    problem.value = undefined
    done.value = false
    const sent = copy(form.value)
    const of = options.of()
    try {
      const now = await options.send(sent, began.value.version)
      drop(of)
      found.value = undefined
      conflict.value = undefined
      const typedMeanwhile = !same(form.value, sent)
      began.value = copy(now ?? { version: options.saved().version, form: sent })
      if (!typedMeanwhile) form.value = copy(began.value.form)
      done.value = !typedMeanwhile
      return true
    } catch (e) {
      if (options.fresh && e instanceof Problem && e.code === 'platform/changed-meanwhile') {
        try {
          done.value = compare(await options.fresh())
        } catch (unread) {
          problem.value = unread
        }
      } else problem.value = e
      keep()
      return done.value
    } finally {
      busy.value = false
    }
  }
  function restore(): void {
    const draft = found.value
    if (!draft) return
    form.value = { ...copy(form.value), ...copy(draft.form) }
    found.value = undefined
    const now = options.saved()
    if (draft.version === now.version) return
    began.value = { version: draft.version, form: { ...copy(now.form), ...copy(draft.was) } }
    compare(now)
  }
  function discard(): void {
    forget()
    problem.value = undefined
    start(options.saved())
  }
  async function settle(chosen: Record<string, Side>): Promise<boolean> {
    const now = conflict.value
    if (!now) return false
    form.value = copy(merged(form.value, now.theirs.form, chosen, options.lists))
    began.value = copy(now.theirs)
    conflict.value = undefined
    if (!dirty.value) {
      forget()
      done.value = true
      return true
    }
    return save()
  }

  function warn(event: BeforeUnloadEvent): void {
    if (!dirty.value || session.value?.account !== account) return
    keep()
    if (options.asks) event.preventDefault()
  }
  window.addEventListener('beforeunload', warn)
  window.addEventListener('pagehide', keep)
  onScopeDispose(() => {
    if (waiting !== undefined) keep()
    window.removeEventListener('beforeunload', warn)
    window.removeEventListener('pagehide', keep)
  })
  if (options.asks)
    onBeforeRouteLeave(async () => {
      if (!dirty.value) return true
      const left = await confirmed({ title: t('form.leaveAct'), sentence: t('form.leave') })
      if (left) forget()
      return left
    })
  return { form, dirty, busy, problem, done, found, conflict, save, restore, discard, settle }
}
