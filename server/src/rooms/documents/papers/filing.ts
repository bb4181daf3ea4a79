import type { PaperFile } from '@comity/dossier/papers';
import { DomainError, findBlob, type PdfPress, type Reader } from '../../../platform/index.ts';
import { documentsError } from '../errors.ts';
import type { StoredDocument } from '../store.ts';
import { FORMS, type Form, hasText, printText } from '../texts/index.ts';
import type { PaperNames } from './naming.ts';

export type Filed = PaperFile & { readonly content: Uint8Array };

/** The most bytes of all files together: they are put together in memory. */
export const MOST_BYTES = 128 * 1024 * 1024;

/** What is handed over is read one file after the other, and counted before it grows too large. */
export class Filing {
  readonly #read: Reader;
  readonly #press: PdfPress;
  readonly #names: PaperNames;
  #bytes = 0;

  constructor(read: Reader, press: PdfPress, names: PaperNames) {
    this.#read = read;
    this.#press = press;
    this.#names = names;
  }

  /**
   * The newest version of each language, the other formats of it on the record, and the forms that are asked for and
   * are not among them. Throws `documents.papers-too-large`.
   */
  async filesOf(document: StoredDocument, forms: readonly Form[]): Promise<Filed[]> {
    const folder = this.#names.folder(document);
    const files: Filed[] = [];
    for (const version of newest(document.versions)) {
      const others = document.formats.filter(
        (f) => f.language === version.language && f.of === version.sha256,
      );
      files.push(await this.#onRecord(folder, version, 'issued'));
      for (const other of others) files.push(await this.#onRecord(folder, other, 'format'));
      const { language } = version;
      const there = new Set([version, ...others].map(({ media }) => media.split(';')[0]));
      const wanted = forms.filter((form) => !there.has(FORMS[form].split(';')[0]!));
      if (wanted.length > 0 && (await hasText(this.#read, document.id, language)))
        for (const form of wanted) files.push(...(await this.#made(folder, document.id, language, form)));
    }
    return files;
  }

  async #onRecord(
    folder: string,
    { language, sha256, media }: { language: string; sha256: string; media: string },
    form: 'issued' | 'format',
  ): Promise<Filed> {
    const content = (await findBlob(this.#read, sha256))?.bytes;
    if (!content) throw new Error(`${sha256} is named on the record and missing.`);
    return {
      language,
      form,
      name: this.#names.file(folder, language, media),
      content: this.#counted(content),
    };
  }

  /** A form that cannot be made does not exist: a page of which no font has a letter. */
  async #made(folder: string, document: string, language: string, form: Form): Promise<Filed[]> {
    try {
      const content = await printText(this.#read, this.#press, { document, language, form });
      const name = this.#names.file(folder, language, FORMS[form]);
      return [{ language, form: 'made', name, content: this.#counted(content) }];
    } catch (error) {
      if (error instanceof DomainError && error.code === 'platform.pdf-letter-missing') return [];
      throw error;
    }
  }

  #counted(content: Uint8Array): Uint8Array {
    this.#bytes += content.length;
    if (this.#bytes > MOST_BYTES) throw documentsError('papers-too-large');
    return content;
  }
}

/** Versions come by language, the newest first. */
const newest = (versions: StoredDocument['versions']) =>
  versions.filter(({ language }, i) => versions[i - 1]?.language !== language);
