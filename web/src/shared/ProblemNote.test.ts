// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import { defineComponent, h, ref } from 'vue'
import { Problem } from '@/api/problem'
import FormField from '@/shared/FormField.vue'
import ProblemNote from '@/shared/ProblemNote.vue'
import { onPage } from '@/testing/page'

const wrong = new Problem(400, 'input/invalid', 'Check the input.', [{ field: 'code', message: 'This code is wrong.' }])

/** A form below a dialog: both send a field `code`. */
const twoForms = defineComponent(() => {
  const problem = ref<unknown>()
  const field = (id: string, label: string) =>
    h(FormField, { id, field: 'code', label, problem: problem.value }, { default: () => h('input', { id }) })
  return () => [
    h('form', [field('code', 'The first code')]),
    h('form', { id: 'dialog' }, [h(ProblemNote, { problem: problem.value }), field('fresh-code', 'The second code')]),
    h('button', { onClick: () => (problem.value = wrong) }),
  ]
})

afterEach(() => {
  document.body.innerHTML = ''
})

describe('the note of a refused form', () => {
  it('names and links the field of its own form', async () => {
    const page = await onPage(twoForms)
    await page.get('button').trigger('click')
    await flushPromises()
    const note = page.get('#dialog .note')
    expect(note.text()).toContain('(The second code)')
    expect(note.get('a').attributes('href')).toBe('#fresh-code')
    await note.get('a').trigger('click')
    expect(document.activeElement?.id).toBe('fresh-code')
  })
})
