/** Drafts of one tab, so that a reload or the end of a session does not lose typed text. Each belongs to one account. */
const PREFIX = 'shuguan.draft/'

export interface KeptDraft<Form> {
  /** the version from which the reader started, and its values */
  version: number
  was: Form
  form: Form
  at: string
}

function key(account: string, of: string): string {
  return `${PREFIX}${account}/${of}`
}

export function keepDraft<Form>(account: string, of: string, draft: KeptDraft<Form>): void {
  try {
    sessionStorage.setItem(key(account, of), JSON.stringify(draft))
  } catch {
    // The storage is full: the text is still on the page, and leaving the page asks first.
  }
}

export function keptDraft<Form>(account: string, of: string): KeptDraft<Form> | undefined {
  const text = sessionStorage.getItem(key(account, of))
  return text === null ? undefined : (JSON.parse(text) as KeptDraft<Form>)
}

export function dropDraft(account: string, of: string): void {
  sessionStorage.removeItem(key(account, of))
}

/** Deletes all drafts at sign-out, and those of other accounts at sign-in. */
export function dropDrafts(butOf?: string): void {
  const mine = butOf === undefined ? undefined : `${PREFIX}${butOf}/`
  for (const name of Object.keys(sessionStorage))
    if (name.startsWith(PREFIX) && (mine === undefined || !name.startsWith(mine))) sessionStorage.removeItem(name)
}
