import type { RouteLocationNormalizedLoaded, Router } from 'vue-router'

export interface Origin {
  /** the address including filters */
  to: string
  path: string
  /** key of the page's title */
  title: string
}

/** The page of the workbench from which the reader came; undefined if there is none or it is the current page. */
export function cameFrom(router: Router, route: RouteLocationNormalizedLoaded): Origin | undefined {
  const state = router.options.history.state
  // The stored state belongs to the current address; while a page is being left the two may differ.
  if (typeof state.back !== 'string' || !state.back.startsWith('/office') || state.current !== route.fullPath)
    return undefined
  const origin = router.resolve(state.back)
  if (origin.path === route.path || origin.meta.title === undefined) return undefined
  return { to: origin.fullPath, path: origin.path, title: origin.meta.title }
}
