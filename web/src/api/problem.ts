export interface FieldError {
  field: string
  message: string
}

/** A problem detail (RFC 9457) of the server. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly errors: FieldError[],
    readonly facts: Record<string, unknown> = {},
  ) {
    super(message)
  }

  static async of(response: Response): Promise<Problem> {
    try {
      const detail = (await response.json()) as {
        code?: string
        detail?: string
        errors?: FieldError[]
        facts?: Record<string, unknown>
      }
      return new Problem(
        response.status,
        detail.code ?? '',
        detail.detail ?? response.statusText,
        detail.errors ?? [],
        detail.facts,
      )
    } catch {
      return new Problem(response.status, '', response.statusText, [])
    }
  }

  /** The server's message about one field. */
  static field(problem: unknown, name: string): string | undefined {
    return problem instanceof Problem ? problem.errors.find((error) => error.field === name)?.message : undefined
  }

  /** What is wrong where no field stands beside it: what is said of each, or else of the whole. */
  static whole(problem: unknown): string {
    return problem instanceof Problem && problem.errors.length > 0
      ? problem.errors.map((error) => error.message).join(' ')
      : Problem.sentence(problem)
  }

  static sentence(problem: unknown): string {
    return problem instanceof Error ? problem.message : String(problem)
  }
}
