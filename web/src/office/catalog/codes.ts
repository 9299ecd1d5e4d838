import type { Item } from '@/api/types'

export type Code = Item['codes'][number]

const written = /^\s*([^\s:：=；;,，、]{1,60})\s*[:：=]\s*([^:：=；;]{1,200}?)\s*$/
const spoken = /^(-?\d{1,6}|[A-Za-z])\s*[-–:：=.．]?\s*(\p{Script=Han}.*)$/u

function all(pieces: string[], form: RegExp): Code[] | undefined {
  const codes = pieces
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '')
    .map((piece) => form.exec(piece))
  return codes.length > 0 && codes.every((one) => one !== null)
    ? codes.map(([, code = '', meaning = '']) => ({ code, meaning }))
    : undefined
}

/** Reads a code list as it is written here, `0:女；1:男`, or as people write it: 0女 1男. */
export function readCodes(text: string): Code[] | undefined {
  return (
    all(text.split(/[；;\n]/), written) ??
    all(text.split(/[；;\n，,、]/), written) ??
    all(text.split(/[；;\n，,、\s]+/), spoken)
  )
}

export function writtenCodes(codes: readonly Code[]): string {
  return codes.map((one) => `${one.code}:${one.meaning}`).join('；')
}
