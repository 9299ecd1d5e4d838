/** The links of the chain in their order. */
export const links = [
  'planning',
  'construction',
  'acquisition',
  'verification',
  'storage',
  'cataloguing',
  'collection',
  'return-flow',
  'integration',
  'sharing',
  'development',
  'application',
] as const
