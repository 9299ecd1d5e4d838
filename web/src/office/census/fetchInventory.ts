import { headers } from '@/api/client'
import { Problem } from '@/api/problem'
import { fileName } from '@/office/census/inventory'

/** Fetches the report, so that a refusal is a sentence on the page and not a page of its own. */
export async function fetchInventory(unit: string, format: 'docx' | 'xlsx'): Promise<{ name: string; blob: Blob }> {
  const response = await fetch(`/api/census/units/${encodeURIComponent(unit)}/inventory.${format}`, {
    headers: headers(),
    credentials: 'same-origin',
  })
  if (!response.ok) throw await Problem.of(response)
  return {
    name: fileName(response.headers.get('Content-Disposition'), `inventory.${format}`),
    blob: await response.blob(),
  }
}
