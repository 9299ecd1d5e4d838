import { createRouter, createWebHistory } from 'vue-router'
import type { Role } from '@/api/types'
import { officeRoutes } from '@/office/feature'
import { loadSession } from '@/shared/session'

declare module 'vue-router' {
  interface RouteMeta {
    /** text key of the page's title */
    title?: string
    /** accessible without sign-in */
    open?: boolean
    /** the menu entry to which the page belongs, if its address does not show it */
    menu?: string
    /** accessible with one of these permissions */
    may?: string[]
    /** accessible with one of these roles if `may` is left out; if both are left out, accessible to everybody */
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
        {
          path: 'welcome',
          component: () => import('@/portal/WelcomePage.vue'),
          meta: { title: 'welcome.title', open: true },
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
  if ((session.mustChangePassword || session.mustEnrolSecondFactor) && to.path !== '/office/password')
    return '/office/password'
  return true
})
