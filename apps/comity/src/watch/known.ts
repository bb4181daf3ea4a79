import { type AnyAct, certificate, isHost, parseWith, type Signature } from '@comity/acts';
import { parseCanonical } from '@comity/log';
import type { Folder } from '../mirror/folder.ts';
import type { OwnOpening, Seen } from '../mirror/replaying.ts';
import { isAccepted } from './accepting.ts';

export interface KnownOptions {
  readonly folder: Folder;
  /** Ids of the keys at hand. */
  readonly keys: () => Promise<ReadonlySet<string>>;
  readonly opening: (index: number) => Promise<OwnOpening | undefined>;
}

/** Which acts nobody has to be woken for: those that keys at hand signed, themselves or by a session, and those accepted. */
export class Known {
  readonly #o: KnownOptions;
  constructor(options: KnownOptions) {
    this.#o = options;
  }

  async knows({ act, id, leaf, index, faults }: Seen): Promise<boolean> {
    if (id !== undefined && (await isAccepted(this.#o.folder, id))) return true;
    // A fault may be that of the signature: then nobody here made it, whatever it says.
    if (!act || isHost(act.actor) || faults.length > 0) return false;
    const sig = leaf?.tier === 'public' ? leaf.sig : (await this.#o.opening(index))?.opening.sig;
    const key = sig && (await this.#signer(act, sig));
    return key !== undefined && (await this.#o.keys()).has(key);
  }

  /** The key behind a signature: behind a session the one that certified it. Both were checked by the replay. */
  async #signer({ actor }: AnyAct, { session }: Signature): Promise<string | undefined> {
    if (session === undefined) return actor.key;
    const { folder } = this.#o;
    const bytes =
      (await folder.read(`certificates/${session}`)) ??
      (await folder.read(`private/certificates/${session}`));
    return bytes && parseWith(certificate, parseCanonical(bytes), 'The certificate').statement.by;
  }
}
