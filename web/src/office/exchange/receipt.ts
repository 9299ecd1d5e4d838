/** A public key as the exchange publishes it. */
export interface PublicKey extends JsonWebKey {
  kid: string
  nbf?: number
  exp?: number
}

/** What is checked: the request line, the header fields of the answer and its body. */
export interface Receipt {
  method: string
  /** path with query, as it was sent */
  target: string
  status: string
  /** header fields by their lower-case names */
  fields: Record<string, string>
  body: string
}

/** Why a receipt is not confirmed; undefined if it is. */
export type Fault = 'incomplete' | 'digest' | 'key' | 'signature' | 'time'

const LABEL = 'shuguan'
/** How long another node may sign with a key that was replaced, in seconds. */
const OVERLAP = 60

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))
}

/** The header fields of an answer from text as curl or a log shows it. */
export function fieldsOf(text: string): { status: string; fields: Record<string, string> } {
  const fields: Record<string, string> = {}
  let status = ''
  for (const line of text.split(/\r?\n/)) {
    const first = /^HTTP\/\S+ (\d{3})/.exec(line.trim())
    if (first) status = first[1] ?? ''
    const colon = line.indexOf(':')
    if (!first && colon > 0) fields[line.slice(0, colon).trim().toLowerCase()] = line.slice(colon + 1).trim()
  }
  return { status, fields }
}

/** What the signature covers (RFC 9421, 2.5), or undefined if a covered part is missing. */
export function signatureBase(receipt: Receipt): string | undefined {
  const input = new RegExp(`${LABEL}=(\\(([^)]*)\\)[^,]*)`).exec(receipt.fields['signature-input'] ?? '')
  if (!input) return undefined
  const [path = '', query] = receipt.target.split(/\?(.*)/s)
  const lines: string[] = []
  for (const name of (input[2] ?? '').split(' ')) {
    const component = /^"([^"]+)"(;req)?$/.exec(name)
    if (!component) return undefined
    const values: Record<string, string | undefined> = {
      '@status': receipt.status,
      '@method': receipt.method.toUpperCase(),
      '@path': path,
      '@query': `?${query ?? ''}`,
    }
    const key = component[1] ?? ''
    const value = key.startsWith('@') ? values[key] : receipt.fields[key]
    if (!value) return undefined
    lines.push(`${name}: ${value}`)
  }
  return [...lines, `"@signature-params": ${input[1] ?? ''}`].join('\n')
}

/** Checks a receipt with the published keys. */
export async function faultOf(receipt: Receipt, keys: PublicKey[]): Promise<Fault | undefined> {
  const base = signatureBase(receipt)
  const signature = new RegExp(`${LABEL}=:([^:]+):`).exec(receipt.fields['signature'] ?? '')?.[1]
  const digest = /sha-256=:([^:]+):/.exec(receipt.fields['content-digest'] ?? '')?.[1]
  if (base === undefined || !signature || !digest) return 'incomplete'
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(receipt.body)))
  if (btoa(String.fromCharCode(...hash)) !== digest) return 'digest'
  const input = receipt.fields['signature-input'] ?? ''
  const id = /keyid="([^"]+)"/.exec(input)?.[1]
  const created = Number(/created=(\d+)/.exec(input)?.[1])
  const key = keys.find((one) => one.kid === id)
  if (!key) return 'key'
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' }
  const jwk: JsonWebKey = { kty: 'EC', crv: 'P-256', ...(key.x && { x: key.x }), ...(key.y && { y: key.y }) }
  const imported = await crypto.subtle.importKey('jwk', jwk, algorithm, false, ['verify'])
  const right = await crypto.subtle.verify(
    { name: 'ECDSA', hash: 'SHA-256' },
    imported,
    bytesOf(signature),
    new TextEncoder().encode(base),
  )
  if (!right) return 'signature'
  return created < (key.nbf ?? 0) - OVERLAP || created > (key.exp ?? Infinity) + OVERLAP ? 'time' : undefined
}
