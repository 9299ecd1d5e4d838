import { beforeAll, describe, expect, it } from 'vitest'
import { faultOf, fieldsOf, type PublicKey, type Receipt, signatureBase } from '@/office/exchange/receipt'

/** An answer signed with a key made here, as the server signs it. */
let keys: PublicKey[]
let receipt: Receipt
const base64 = (bytes: ArrayBuffer): string => btoa(String.fromCharCode(...new Uint8Array(bytes)))

beforeAll(async () => {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify'])
  const jwk = await crypto.subtle.exportKey('jwk', pair.publicKey)
  keys = [{ ...jwk, kid: 'k1', nbf: 1000, exp: 2000 }]
  const body = '{"records":[{"姓名":"张*"}]}'
  const digest = base64(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(body)))
  const { status, fields } = fieldsOf(
    [
      'HTTP/1.1 200 ',
      'Exchange-Request-Id: 1b4e28ba',
      'Content-Type: application/json',
      `Content-Digest: sha-256=:${digest}:`,
      'Signature-Input: shuguan=("@status" "content-type" "content-digest" "@method";req "@path";req "@query";req);created=1500;keyid="k1";alg="ecdsa-p256-sha256"',
    ].join('\r\n'),
  )
  receipt = { method: 'get', target: '/exchange/v1/resources/a/1/records?limit=1', status, fields, body }
  const base = new TextEncoder().encode(signatureBase(receipt))
  const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, pair.privateKey, base)
  receipt.fields['signature'] = `shuguan=:${base64(signature)}:`
})

describe('a receipt', () => {
  it('is confirmed as it was sent', async () => {
    expect(await faultOf(receipt, keys)).toBeUndefined()
  })
  it('is not confirmed with another body, request, key or time', async () => {
    expect(await faultOf({ ...receipt, body: `${receipt.body} ` }, keys)).toBe('digest')
    expect(await faultOf({ ...receipt, target: receipt.target.replace('1/', '2/') }, keys)).toBe('signature')
    expect(await faultOf({ ...receipt, status: '201' }, keys)).toBe('signature')
    expect(await faultOf(receipt, [])).toBe('key')
    expect(await faultOf(receipt, [{ ...keys[0], kid: 'k1', exp: 1200 }])).toBe('time')
    expect(await faultOf({ ...receipt, fields: {} }, keys)).toBe('incomplete')
  })
})
