import type { RouteRecordRaw } from 'vue-router'
import type { Role } from '@/api/types'

/** An entry of the workbench's menu. */
export interface MenuItem {
  to: string
  /** key of its title */
  title: string
  /** the key that follows `g` */
  key: string
  /** where in the menu, ascending */
  order: number
  /** who has it; everybody where it is left out */
  roles?: Role[]
}

/** What a folder of the workbench brings along: its `module.ts` exports one as default, and nobody has to list it. */
export interface Feature {
  routes: RouteRecordRaw[]
  menu: MenuItem[]
}

const found = Object.values(import.meta.glob<Feature>('./*/module.ts', { eager: true, import: 'default' }))

export const officeRoutes = found.flatMap((feature) => feature.routes)
export const officeMenu = found.flatMap((feature) => feature.menu).sort((a, b) => a.order - b.order)
