import type { CockpitFigure, CockpitIndicator, CockpitUnit } from '@/api/types'
import { language } from '@/i18n'

/** A figure as text: whole numbers as they are, rates and means with one digit; a dash where it is absent. */
export function shown(indicator: Pick<CockpitIndicator, 'kind'>, figure?: Pick<CockpitFigure, 'value'>): string {
  if (figure?.value === undefined) return '—'
  const digits = indicator.kind === 'number' ? 0 : 1
  const text = new Intl.NumberFormat(language(), { maximumFractionDigits: digits }).format(figure.value)
  return indicator.kind === 'percent' ? `${text}%` : text
}

export function figureOf(indicator: CockpitIndicator | undefined, unit: string): CockpitFigure | undefined {
  return indicator?.figures.find((one) => one.unit === unit)
}

/** How deep a unit is inked, from 1 to 5 by its share of the largest value; 0 for zero, undefined if it is absent. */
export function depth(indicator: CockpitIndicator, figure?: CockpitFigure): number | undefined {
  if (figure?.value === undefined) return undefined
  if (figure.value === 0) return 0
  const most = Math.max(...indicator.figures.map((one) => one.value ?? 0))
  return Math.min(5, Math.max(1, Math.ceil((figure.value / most) * 5)))
}

/** Units by an indicator; those without a value stand last in both directions. */
export function sorted(units: CockpitUnit[], indicator: CockpitIndicator | undefined, down: boolean): CockpitUnit[] {
  if (!indicator) return units
  const value = (unit: CockpitUnit): number | undefined => figureOf(indicator, unit.code)?.value
  return [...units].sort((a, b) => {
    const [one, other] = [value(a), value(b)]
    if (one === undefined || other === undefined)
      return one === other ? a.code.localeCompare(b.code) : one === undefined ? 1 : -1
    return (down ? other - one : one - other) || a.code.localeCompare(b.code)
  })
}

/** The address of a new follow-up about a unit's figure. */
export function followUpAbout(
  texts: { title: string; origin: string },
  unit: string,
  link: string | undefined,
): string {
  const query = new URLSearchParams({ origin: 'finding', lead: unit, title: texts.title, originText: texts.origin })
  if (link) query.set('originLink', link)
  return `/office/follow-ups/new?${query.toString()}`
}
