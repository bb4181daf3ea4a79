import { spawn } from 'node:child_process';
import { sha256Hex, utf8 } from '@comity/log';
import type { Folder } from './folder.ts';

/** What should wake whoever keeps the mirror. `code` is `mirror.…` or, where a watch tells the same, `watch.…`. */
export interface Alarm {
  readonly code: string;
  readonly says: string;
  /** What it is about, where the code alone does not say: one alarm for each. */
  readonly about?: string;
  /** The entry it is about. */
  readonly index?: number;
  readonly act?: string;
  readonly participant?: string;
  /** Files that prove it, by name; they lie beside the alarm. */
  readonly evidence?: Readonly<Record<string, string>>;
}

/** An alarm as it is kept and told. */
export interface Told extends Omit<Alarm, 'evidence'> {
  /** Names it: `comity mirror accept` takes it. */
  readonly id: string;
  readonly at: string;
  /** When it was over: a file that arrived, a log that answered again. */
  readonly until?: string;
  /** Whoever keeps the mirror looked at it. */
  readonly accepted?: string;
  /** Paths of the evidence in the folder of the mirror. */
  readonly evidence?: readonly string[];
}

const SUFFIX = '.alarm.json';
const idOf = ({ code, about, index, act }: Alarm) => {
  const key = [code, about ?? act ?? (index === undefined ? '' : String(index))].join(' ');
  return `${code.slice(code.indexOf('.') + 1)}-${sha256Hex(utf8(key)).slice(0, 16)}`;
};

/** The alarms of a mirror: each raised once, kept in a file, told in a line and to a command of the operator. */
export class Alarms {
  readonly #folder: Folder;
  readonly #tell: (alarm: Told) => void;
  readonly #clock: () => number;
  readonly #all = new Map<string, Told>();

  private constructor(folder: Folder, tell: (alarm: Told) => void, clock: () => number) {
    this.#folder = folder;
    this.#tell = tell;
    this.#clock = clock;
  }

  static async open(folder: Folder, tell: (alarm: Told) => void, clock = Date.now): Promise<Alarms> {
    const alarms = new Alarms(folder, tell, clock);
    for (const name of await folder.list('alarms')) {
      if (!name.endsWith(SUFFIX)) continue;
      const told = JSON.parse(new TextDecoder().decode(await folder.read(`alarms/${name}`))) as Told;
      alarms.#all.set(told.id, told);
    }
    return alarms;
  }

  /** All there ever were, oldest first. */
  list(): Told[] {
    return [...this.#all.values()].sort((a, b) => (a.at < b.at ? -1 : 1));
  }
  /** Those that are neither over nor accepted. */
  active(): Told[] {
    return this.list().filter(({ until, accepted }) => until === undefined && accepted === undefined);
  }

  /** Raises an alarm unless it stands already; the evidence is on the disk before anybody is told. */
  async raise(alarm: Alarm): Promise<void> {
    const { evidence = {}, ...what } = alarm;
    const id = idOf(alarm);
    const before = this.#all.get(id);
    if (before && before.until === undefined) return;
    const names = Object.keys(evidence).map((name) => `alarms/${name}`);
    for (const [name, text] of Object.entries(evidence)) await this.#folder.write(`alarms/${name}`, text);
    const told: Told = { id, ...what, at: this.#now(), ...(names.length > 0 ? { evidence: names } : {}) };
    await this.#keep(told);
    this.#tell(told);
  }

  /** What an alarm was about is over. */
  async end(alarm: Pick<Alarm, 'code' | 'about'>): Promise<void> {
    const told = this.#all.get(idOf({ ...alarm, says: '' }));
    if (told && told.until === undefined) await this.#keep({ ...told, until: this.#now() });
  }

  /** Marks alarms as looked at: by id, or by the act they are about. Answers with those marked. */
  async accept(name: string): Promise<Told[]> {
    const found = this.list().filter(({ id, act }) => id === name || act === name);
    for (const told of found) await this.#keep({ ...told, accepted: this.#now() });
    return found;
  }

  async #keep(told: Told): Promise<void> {
    this.#all.set(told.id, told);
    await this.#folder.write(`alarms/${told.id}${SUFFIX}`, `${JSON.stringify(told, null, 2)}\n`);
    await this.#folder.settle();
  }

  #now(): string {
    return new Date(this.#clock()).toISOString();
  }
}

/** Runs a command of the operator with the alarm as one JSON value on standard input. Never throws. */
export function execAlarm(command: string, alarm: Told, onFailure: (why: string) => void): void {
  const child = spawn(command, { shell: true, stdio: ['pipe', 'ignore', 'inherit'], timeout: 60_000 });
  child.on('error', (error) => onFailure(`--exec failed: ${error.message}`));
  child.on('close', (code) => code === 0 || onFailure(`--exec ended with ${code}.`));
  child.stdin.on('error', () => {});
  child.stdin.end(`${JSON.stringify(alarm)}\n`);
}
