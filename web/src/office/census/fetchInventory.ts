import { send } from '@/api/client'
import { fileName } from '@/office/census/inventory'

/** Fetches the report by script, so that a refusal is shown as a message on the page. */
export async function fetchInventory(unit: string, format: 'docx' | 'xlsx'): Promise<{ name: string; blob: Blob }> {
  const response = await send(`/api/census/units/${encodeURIComponent(unit)}/inventory.${format}`)
  return {
    name: fileName(response.headers.get('Content-Disposition'), `inventory.${format}`),
    blob: await response.blob(),
  }
}
