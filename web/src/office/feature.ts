import type { RouteRecordRaw } from 'vue-router'
import type { Role } from '@/api/types'

/** The groups of the menu in their order. */
export const menuGroups = ['desk', 'find', 'holdings', 'together', 'oversight', 'house'] as const
export type MenuGroup = (typeof menuGroups)[number]

/** Maximum number of entries in a group; further pages become tabs of another page. */
export const MOST_OF_A_GROUP = 7

/** An entry of the workbench's menu. */
export interface MenuItem {
  to: string
  /** text key of its title */
  title: string
  group: MenuGroup
  /** position in its group, ascending */
  order: number
  /** shortcut key after `g` */
  key?: string
  /** shown to readers with one of these permissions */
  may?: string[]
  /** shown to readers with one of these roles if `may` is left out; if both are left out, shown to everybody */
  roles?: Role[]
}

/** The reader of the menu. */
export interface Reader {
  is: (...roles: Role[]) => boolean
  can: (...permissions: string[]) => boolean
}

/** The contribution of a folder of the workbench. Its `module.ts` exports one as default and is found automatically. */
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

/** The reader's menu entries by group; empty groups are left out. */
export function menuFor(reader: Reader): { group: MenuGroup; items: MenuItem[] }[] {
  const items = officeMenu.filter((item) => isFor(item, reader))
  return menuGroups
    .map((group) => ({ group, items: items.filter((item) => item.group === group) }))
    .filter((one) => one.items.length > 0)
}

function under(path: string, to: string): boolean {
  return path === to || (to !== '/office' && path.startsWith(`${to}/`))
}

/** The menu entry to which a page belongs: the one with the longest matching path, or the one named by `meta.menu`. */
export function entryOf(path: string, items: MenuItem[], named?: string): MenuItem | undefined {
  return items
    .filter((item) => under(named ?? path, item.to))
    .sort((a, b) => b.to.length - a.to.length)
    .at(0)
}
