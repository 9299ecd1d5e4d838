import { createRouter, createWebHistory } from 'vue-router'
import type { Role } from '@/api/types'
import { officeRoutes } from '@/office/feature'
import { loadSession } from '@/shared/session'

declare module 'vue-router' {
  interface RouteMeta {
    /** key of the page's title */
    title?: string
    /** everybody may see it */
    open?: boolean
    /** the entry of the menu that the page belongs to, where its address does not say so */
    menu?: string
    /** the permissions with which something can be done there */
    may?: string[]
    /** where no permission says it, who can do anything there; everybody where both are left out */
    roles?: Role[]
  }
}

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    {
      path: '/',
      component: () => import('@/portal/PortalShell.vue'),
      meta: { open: true },
      children: [
        { path: '', component: () => import('@/portal/HomePage.vue'), meta: { title: 'portal.home', open: true } },
        {
          path: 'roster',
          component: () => import('@/portal/RosterPage.vue'),
          meta: { title: 'roster.title', open: true },
        },
        {
          path: 'sign-in',
          component: () => import('@/portal/SignInPage.vue'),
          meta: { title: 'signIn.title', open: true },
        },
      ],
    },
    {
      path: '/office',
      component: () => import('@/office/OfficeShell.vue'),
      children: officeRoutes,
    },
    {
      path: '/:anything(.*)',
      component: () => import('@/portal/NotFoundPage.vue'),
      meta: { title: 'notFound.title', open: true },
    },
  ],
})

router.afterEach((to, from) => {
  if (to.path !== from.path) window.scrollTo(0, 0)
})

router.beforeEach(async (to) => {
  if (to.meta.open) return true
  const session = await loadSession()
  if (!session) return { path: '/sign-in', query: { to: to.fullPath } }
  if (session.mustChangePassword && to.path !== '/office/password') return '/office/password'
  return true
})
