import { VueQueryPlugin } from '@tanstack/vue-query'
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { type Component, h } from 'vue'
import { createMemoryHistory, createRouter, RouterView } from 'vue-router'
import type { Session } from '@/api/types'
import { i18n } from '@/i18n'
import { createQueries } from '@/shared/queries'
import { setSession } from '@/shared/session'

export const steward: Session = {
  account: '00000000-0000-0000-0000-000000000001',
  username: 'rsj.steward',
  officer: { id: '00000000-0000-0000-0000-000000000002', name: '梁专员' },
  roles: [{ role: 'data-steward', unit: { code: '04', name: '市人社局', nameEn: 'HR Bureau' } }],
  actsAs: ['data-steward'],
  may: ['catalog.read', 'catalog.write', 'census.manage', 'census.read', 'demand.read', 'demand.write'],
  mustChangePassword: false,
  secondFactor: false,
  mustEnrolSecondFactor: false,
}

/** Mounts a component with everything that the application provides. */
export async function onPage(
  component: unknown,
  props: Record<string, unknown> = {},
  session: Session = steward,
): Promise<VueWrapper> {
  setSession(session)
  i18n.global.locale.value = 'zh-CN'
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/:any(.*)', component: { render: () => h(component as Component, props) } }],
  })
  await router.push('/office/test')
  const queries = createQueries(false)
  const wrapper = mount(RouterView, {
    attachTo: document.body,
    global: { plugins: [i18n, router, [VueQueryPlugin, { queryClient: queries }]] },
  })
  await flushPromises()
  return wrapper
}
