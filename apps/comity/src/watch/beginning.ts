import { fromUtf8 } from '@comity/log';
import { refusal } from '../errors.ts';
import type { Folder } from '../mirror/folder.ts';

/** What a watch keeps of itself, from its first look on. A folder watches one State of one body. */
interface Itself {
  readonly v: 1;
  readonly body: string;
  readonly participant: string;
  /** Acts before this entry were there when the watch began; absent until it saw the log. */
  readonly begun?: number;
}

const ITSELF = 'watch.json';

/** Where a watch began: what stood before raises no alarm, and is to be compared by people. */
export class Beginning {
  readonly #folder: Folder;
  #itself: Itself;

  private constructor(folder: Folder, itself: Itself) {
    this.#folder = folder;
    this.#itself = itself;
  }

  /** Throws `comity.other-watch` where the folder watches another State, or one of another body. */
  static async open(folder: Folder, body: string, participant: string): Promise<Beginning> {
    const bytes = await folder.read(ITSELF);
    if (!bytes) return new Beginning(folder, { v: 1, body, participant });
    const itself = JSON.parse(fromUtf8(bytes)) as Itself;
    if (itself.body === body && itself.participant === participant) return new Beginning(folder, itself);
    throw refusal(
      'comity.other-watch',
      `${folder.path} watches ${itself.participant} in the body ${itself.body}.`,
      'Name another folder with --data. Nothing was changed.',
    );
  }

  /** Undefined before the first look. */
  get at(): number | undefined {
    return this.#itself.begun;
  }

  /** Notes the size of the log at the first look, once. */
  async note(size: number): Promise<void> {
    if (this.#itself.begun !== undefined) return;
    this.#itself = { ...this.#itself, begun: size };
    await this.#folder.write(ITSELF, `${JSON.stringify(this.#itself)}\n`);
  }
}
