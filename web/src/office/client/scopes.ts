/** The text key of a scope, whose word has a colon. */
export function scopeKey(scope: string): string {
  return `clientScope.${scope.replace(':', '-')}`
}
