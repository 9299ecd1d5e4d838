// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import type { Role } from '@/api/types'
import { i18n } from '@/i18n'
import { entryOf, menuFor, menuGroups, MOST_OF_A_GROUP, officeMenu, officeRoutes } from '@/office/feature'

const roles: Role[] = [
  'city-cdo',
  'city-executive-officer',
  'unit-cdo',
  'data-steward',
  'bureau-operator',
  'security-reviewer',
  'auditor',
  'system-administrator',
  'security-administrator',
]
const router = createRouter({
  history: createMemoryHistory(),
  routes: [{ path: '/office', children: officeRoutes, component: {} }],
})
/** Permissions as the server grants them to a role held for a unit or for the city. */
const granted: Partial<Record<Role, string[]>> = {
  'city-cdo': [
    'followup.read',
    'meeting.read',
    'client.read',
    'approval.oversee',
    'authority.oversee',
    'demand.oversee',
  ],
  'city-executive-officer': [
    'followup.read',
    'meeting.read',
    'approval.oversee',
    'authority.oversee',
    'demand.oversee',
  ],
  'unit-cdo': [
    'followup.read',
    'meeting.read',
    'client.read',
    'authority.read',
    'catalog.read',
    'census.read',
    'demand.read',
  ],
  'data-steward': [
    'followup.read',
    'meeting.read',
    'client.read',
    'authority.read',
    'catalog.read',
    'catalog.write',
    'census.manage',
    'demand.read',
    'demand.write',
  ],
  'bureau-operator': [
    'followup.read',
    'meeting.read',
    'client.read',
    'approval.oversee',
    'authority.oversee',
    'catalog.oversee',
    'census.oversee',
    'demand.oversee',
    'powers.ask',
  ],
  'security-reviewer': ['catalog.oversee', 'census.review'],
  auditor: ['powers.ask'],
  'system-administrator': ['backup.read', 'client.read', 'delivery.read', 'powers.ask'],
  'security-administrator': ['powers.ask'],
}
const of = (role: Role) =>
  menuFor({
    is: (...wanted) => wanted.includes(role),
    can: (...wanted) => wanted.some((word) => granted[role]?.includes(word)),
  })

describe('the menu', () => {
  it('leads to pages that are there, by names in both languages', () => {
    for (const item of officeMenu) {
      expect(router.resolve(item.to).matched.length, item.to).toBeGreaterThan(1)
      for (const language of ['zh-CN', 'en'] as const)
        expect(i18n.global.te(item.title, language), item.title).toBe(true)
    }
    for (const group of menuGroups) expect(i18n.global.te(`menu.${group}`, 'en')).toBe(true)
  })
  it.each(roles)('has few enough links for %s in every group', (role) => {
    for (const { group, items } of of(role)) expect(items.length, group).toBeLessThanOrEqual(MOST_OF_A_GROUP)
  })
  it('hides groups in which a role can do nothing', () => {
    expect(of('auditor').map((one) => one.group)).toEqual(['desk', 'find', 'oversight', 'house'])
    expect(of('data-steward').map((one) => one.group)).not.toContain('oversight')
  })
  it('lets no two links share a key', () => {
    for (const role of roles) {
      const keys = of(role).flatMap((one) => one.items.map((item) => item.key))
      expect(new Set(keys).size).toBe(keys.length)
    }
  })
  it('shows a page under the nearest of its entries', () => {
    const items = of('data-steward').flatMap((one) => one.items)
    expect(entryOf('/office/census/sources/1', items)?.to).toBe('/office/census')
    expect(entryOf('/office/demands/new', items)?.to).toBe('/office/demands/new')
    expect(entryOf('/office', items)?.to).toBe('/office')
    expect(entryOf('/office/password', items)).toBeUndefined()
    expect(entryOf('/office/census/duplicates', items, '/office/authority')?.to).toBe('/office/authority')
  })
})
