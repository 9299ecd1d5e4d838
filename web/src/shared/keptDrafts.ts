/** Drafts of one tab, so that neither a reload nor an ended session loses what was typed. Each belongs to one account. */
const PREFIX = 'shuguan.draft/'

export interface KeptDraft<Form> {
  /** the version that the reader began with, and what it said */
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
    // The browser keeps no more: what was typed is still on the page, and leaving it asks first.
  }
}

export function keptDraft<Form>(account: string, of: string): KeptDraft<Form> | undefined {
  const text = sessionStorage.getItem(key(account, of))
  return text === null ? undefined : (JSON.parse(text) as KeptDraft<Form>)
}

export function dropDraft(account: string, of: string): void {
  sessionStorage.removeItem(key(account, of))
}

/** At sign-out all drafts go; when somebody signs in, those of others do. */
export function dropDrafts(butOf?: string): void {
  const mine = butOf === undefined ? undefined : `${PREFIX}${butOf}/`
  for (const name of Object.keys(sessionStorage))
    if (name.startsWith(PREFIX) && (mine === undefined || !name.startsWith(mine))) sessionStorage.removeItem(name)
}
