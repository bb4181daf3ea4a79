import type { BundleManifest } from '@comity/acts';
import { isArchiveName } from '@comity/log';
import type { Faults } from './faults.ts';

interface Listed {
  readonly name: string;
  readonly size: number;
  readonly sha256: string;
}

/** Compares the files of a bundle, as they are read, with those that its manifest names. */
export class Listing {
  readonly #faults: Faults;
  /** Those that were not met yet; undefined where no manifest can be read. */
  #named: Map<string, Listed> | undefined;
  /** The few that every bundle has, met or not. */
  readonly #met = new Set<string>(['MANIFEST']);

  constructor(faults: Faults) {
    this.#faults = faults;
  }

  expect(manifest: BundleManifest | undefined): void {
    const files = manifest?.statement.files;
    this.#named = files && new Map(files.map((file) => [file.name, file]));
    if (files && this.#named?.size !== files.length)
      this.#faults.add('verify.manifest-differs', 'The manifest names a file twice.', { where: 'MANIFEST' });
  }

  found({ name: where, size, sha256 }: Listed): void {
    if (!where.startsWith('blobs/')) this.#met.add(where);
    const expected = this.#named?.get(where);
    if (!this.#named?.delete(where) && this.#named)
      this.#faults.add('verify.file-unlisted', `The manifest does not name ${where}.`, { where });
    if (expected && (expected.size !== size || expected.sha256 !== sha256))
      this.#faults.add('verify.file-differs', `${where} is not the file that the manifest names.`, { where });
  }

  /** What is named and was not met, and what of a whole bundle is missing. */
  end(whole: readonly string[]): void {
    for (const where of whole)
      if (!this.#met.has(where))
        this.#faults.add('verify.file-missing', `The bundle has no ${where}.`, { where });
    for (const where of this.#named?.keys() ?? []) {
      const shown = isArchiveName(where) ? where : JSON.stringify(where);
      this.#faults.add('verify.file-missing', `${shown} is named in the manifest and is not here.`, {
        where,
      });
    }
  }
}
