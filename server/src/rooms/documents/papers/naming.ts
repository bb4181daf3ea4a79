import type { StoredDocument } from '../store.ts';

/** What files are called on the reader's own machine, by their kind. */
const ENDINGS: Readonly<Record<string, string>> = {
  'application/json': 'json',
  'application/msword': 'doc',
  'application/pdf': 'pdf',
  'application/vnd.comity.text+json': 'json',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/xml': 'xml',
  'text/html': 'html',
  'text/markdown': 'md',
  'text/plain': 'txt',
};
const endingOf = (media: string): string => ENDINGS[media.split(';')[0]!.trim()] ?? 'bin';

/** Names folders and files so that every system can keep them: no name twice, whatever capitals do not count. */
export class PaperNames {
  readonly #taken = new Set<string>();

  /** A folder for a document: its symbol, in letters that stand in the name of any file. */
  folder({ id, symbol }: Pick<StoredDocument, 'id' | 'symbol'>): string {
    const plain = (symbol ?? '')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 48);
    const name = plain === '' || this.#taken.has(`files/${plain}`) ? id.replace('_', '-') : plain;
    return this.#take(`files/${name}`);
  }

  /** `files/l-1/en.txt`; a second of a kind is `en-2.txt`. */
  file(folder: string, language: string, media: string): string {
    const ending = endingOf(media);
    for (let n = 1; ; n++) {
      const name = `${folder}/${language}${n === 1 ? '' : `-${n}`}.${ending}`;
      if (!this.#taken.has(name.toLowerCase())) return this.#take(name);
    }
  }

  #take(name: string): string {
    this.#taken.add(name.toLowerCase());
    return name;
  }
}
