import type { RouteRecordRaw } from 'vue-router'
import type { Role } from '@/api/types'

/** The groups of the menu, in their order. */
export const menuGroups = ['desk', 'find', 'holdings', 'together', 'oversight', 'house'] as const
export type MenuGroup = (typeof menuGroups)[number]

/** A menu that has more is no menu: what does not fit is a tab of the object that it belongs to. */
export const MOST_OF_A_GROUP = 7

/** An entry of the workbench's menu. */
export interface MenuItem {
  to: string
  /** key of its title */
  title: string
  group: MenuGroup
  /** where in its group, ascending */
  order: number
  /** the key that follows `g` */
  key?: string
  /** the permissions with which something can be done there */
  may?: string[]
  /** where no permission says it, the roles that can do something there; everybody where both are left out */
  roles?: Role[]
}

/** Who looks at the menu. */
export interface Reader {
  is: (...roles: Role[]) => boolean
  can: (...permissions: string[]) => boolean
}

/** What a folder of the workbench brings along: its `module.ts` exports one as default, and nobody has to list it. */
export interface Feature {
  routes: RouteRecordRaw[]
  menu: MenuItem[]
}

const found = Object.values(import.meta.glob<Feature>('./*/module.ts', { eager: true, import: 'default' }))

export const officeRoutes = found.flatMap((feature) => feature.routes)
export const officeMenu = found
  .flatMap((feature) => feature.menu)
  .sort((a, b) => menuGroups.indexOf(a.group) - menuGroups.indexOf(b.group) || a.order - b.order)

export function isFor(item: Pick<MenuItem, 'may' | 'roles'>, reader: Reader): boolean {
  if (item.may) return reader.can(...item.may)
  return !item.roles || reader.is(...item.roles)
}

/** What somebody has in the menu, by group; groups without anything are left out. */
export function menuFor(reader: Reader): { group: MenuGroup; items: MenuItem[] }[] {
  const items = officeMenu.filter((item) => isFor(item, reader))
  return menuGroups
    .map((group) => ({ group, items: items.filter((item) => item.group === group) }))
    .filter((one) => one.items.length > 0)
}

function under(path: string, to: string): boolean {
  return path === to || (to !== '/office' && path.startsWith(`${to}/`))
}

/** The entry under which a page lies: of two, the nearer; a page names another with `meta.menu`. */
export function entryOf(path: string, items: MenuItem[], named?: string): MenuItem | undefined {
  return items
    .filter((item) => under(named ?? path, item.to))
    .sort((a, b) => b.to.length - a.to.length)
    .at(0)
}
