import { send } from '@/api/client'
import { fileName } from '@/office/census/inventory'

/** Fetches the report, so that a refusal is a sentence on the page and not a page of its own. */
export async function fetchInventory(unit: string, format: 'docx' | 'xlsx'): Promise<{ name: string; blob: Blob }> {
  const response = await send(`/api/census/units/${encodeURIComponent(unit)}/inventory.${format}`)
  return {
    name: fileName(response.headers.get('Content-Disposition'), `inventory.${format}`),
    blob: await response.blob(),
  }
}
