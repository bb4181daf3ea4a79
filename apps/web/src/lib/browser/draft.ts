/**
 * A notice that is being written, kept in this tab until it is sent: off the record, never sent to the server,
 * gone when the tab is closed.
 */
export interface LetterDraft {
  readonly to: string[];
  readonly type: string;
  /** Codes by field; absent in one that an earlier page kept. */
  readonly form?: Record<string, string[]>;
  readonly subject: string;
  readonly text: string;
  readonly marking: string;
  readonly hours: number;
  readonly exercise: boolean;
}

/** One draft for each place one writes from: a new notice, or the reply to a message. */
const nameOf = (previous = '') => `comity-draft ${previous}`;

export function readDraft(previous?: string): LetterDraft | undefined {
  const text = sessionStorage.getItem(nameOf(previous));
  return text ? (JSON.parse(text) as LetterDraft) : undefined;
}

/** Keeps a draft. A browser that keeps nothing leaves it in the page alone. */
export function keepDraft(draft: LetterDraft, previous?: string): void {
  try {
    sessionStorage.setItem(nameOf(previous), JSON.stringify(draft));
  } catch {
    // Full or forbidden: the page still holds what was written.
  }
}

export const dropDraft = (previous?: string): void => sessionStorage.removeItem(nameOf(previous));
