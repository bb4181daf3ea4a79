/**
 * A second opinion on one procedure, written from the text of the rules and not from the code that follows them. It
 * looks at what was done, in words of its own, and answers what may be done next.
 */
export interface Setting {
  readonly kind: 'room' | 'silence';
  readonly named: boolean;
  readonly states: number;
  readonly deadline: number;
}

interface Said {
  readonly state: string;
  readonly key: string;
  over: boolean;
}

export class Oracle {
  readonly objections: Said[] = [];
  readonly letters: Said[] = [];
  /** Withdrawals of unnamed States that the chair has not vouched for. */
  readonly asked: { readonly key: string; readonly of: Said }[] = [];
  readonly present = new Set<string>();
  counted = 0;
  window: number | undefined;
  everObjected = false;
  closed = false;
  readonly #setting: Setting;

  constructor(setting: Setting) {
    this.#setting = setting;
  }

  get #silent(): boolean {
    return this.#setting.kind === 'silence';
  }
  standing = () => this.objections.filter(({ over }) => !over);
  open = () => this.letters.filter(({ over }) => !over);

  /** A State objects once at a time, before the deadline, or later if it confirms its own letter. */
  mayObject(state: string, now: number, confirms?: string): boolean {
    if (this.closed || this.standing().some((o) => o.state === state)) return false;
    if (confirms !== undefined) return this.open().some((l) => l.key === confirms && l.state === state);
    return !this.#silent || now < this.#setting.deadline;
  }
  objected(state: string, key: string, confirms?: string): void {
    this.objections.push({ state, key, over: false });
    this.everObjected = true;
    this.window = undefined;
    for (const letter of this.letters) if (letter.key === confirms) letter.over = true;
  }

  mayWithdraw(state: string, key: string): boolean {
    const said = [...this.standing(), ...this.open()].find((s) => s.key === key);
    return !this.closed && said?.state === state;
  }
  withdrew(key: string, act: string): void {
    const said = [...this.objections, ...this.letters].find((s) => s.key === key)!;
    if (this.#setting.named) said.over = true;
    else this.asked.push({ key: act, of: said });
  }

  mayReceive(state: string, arrived: number): boolean {
    const heard = [...this.standing(), ...this.open()].some((s) => s.state === state);
    return !this.closed && !heard && (!this.#silent || arrived < this.#setting.deadline);
  }
  received(state: string, key: string): void {
    this.letters.push({ state, key, over: false });
    this.window = undefined;
  }

  vouched(key: string): void {
    for (const { key: asked, of } of this.asked) if (asked === key) of.over = true;
  }

  mayAnnounce(): boolean {
    return !this.closed && !this.#silent && this.standing().length === 0 && this.open().length === 0;
  }

  /** Nothing stands against it, the time is over, enough States are there. One objection ever breaks a silence. */
  mayAdopt(now: number): boolean {
    if (this.closed || this.standing().length > 0 || this.open().length > 0) return false;
    if (this.#silent) return !this.everObjected && now >= this.#setting.deadline + 600_000;
    const enough = Math.max(this.present.size, this.counted) * 2 > this.#setting.states;
    return this.window !== undefined && now >= this.window && enough;
  }
  mayBreak(): boolean {
    if (this.closed) return false;
    return this.#silent ? this.everObjected : this.standing().length > 0;
  }
}
