import { readFile } from 'node:fs/promises';
import { describeKey, type RootKey } from '@comity/acts';
import { fromBase64url, verifierKey } from '@comity/log';
import { openpgpVerifier } from '@comity/seal';
import { type House, type Moved, moveIn, type Standing, sequence, standingOf, submit } from '@comity/server';
import { type Report, type TrustRoot, verifyBundle } from '@comity/verify';
import { refusal } from './errors.ts';
import { assertEmpty } from './founding.ts';
import { changeOf, type HostFile } from './hostfile.ts';
import type { Terminal } from './terminal.ts';
import { openBundle } from './verifying/bundlefile.ts';
import { readFileChunks } from './verifying.ts';

export interface MoveWish {
  readonly bundle: string;
  readonly trust?: TrustRoot;
  /** Bundles of States, whose openings are added. */
  readonly openings: readonly string[];
  /** Acts of roots that name this host, as `--offline` wrote them. */
  readonly changes: readonly string[];
}

export interface MovedIn extends Moved {
  readonly report: Report;
  readonly standing: Standing;
}

/** Verifies all bundles, brings the body in, and then lets the roots name this host. */
export async function moveFromFiles(house: House, wish: MoveWish, terminal: Terminal): Promise<MovedIn> {
  assertEmpty(house);
  const report = await verified(wish.bundle, wish.trust, terminal);
  const trust = { body: report.body!, key: report.hosts.at(-1)!.key };
  for (const path of wish.openings) await verified(path, trust, terminal);
  const moved = await moveIn(house.record, {
    bundle: () => readFileChunks(wish.bundle),
    beside: wish.openings.map((path) => () => readFileChunks(path)),
    onProgress: ({ done, total }) => terminal.progress('Entries brought in', done, total),
  }).catch((error) => {
    throw refusal('comity.not-brought-in', (error as Error).message, 'Nothing was brought in.');
  });
  for (const path of wish.changes) await nameUs(house, path);
  await sequence(house.record);
  return { ...moved, report, standing: standingOf(house.record, house.record.held.now) };
}

/** Throws `comity.record-wrong`: nothing is brought in that does not verify from first to last byte. */
async function verified(path: string, trust: TrustRoot | undefined, terminal: Terminal): Promise<Report> {
  const file = await openBundle(path);
  const report = await verifyBundle(file, {
    ...(trust ? { trust } : {}),
    verifiers: { openpgp: openpgpVerifier },
    onProgress: ({ done, total }) => terminal.progress('Entries verified', done, total),
  }).finally(file.close);
  if (report.verdict === 'verified') return report;
  const [fault] = report.faults;
  throw refusal(
    'comity.record-wrong',
    `${path} does not verify: ${fault?.code} ${fault?.says}`,
    'Nothing was brought in. All that is wrong with it: comity verify FILE',
  );
}

async function nameUs({ record }: House, path: string): Promise<void> {
  try {
    await submit(record, new Uint8Array(await readFile(path)));
  } catch (error) {
    throw refusal(
      'comity.host-not-named',
      `${path}: ${(error as { detail?: string }).detail ?? (error as Error).message}`,
      'The body is here. Serve it, and send what names this host: comity submit FILE',
    );
  }
}

/** What States sign to name this host, now that the record says which host is in force. */
export function ownName({ record }: House, origins: readonly string[], rpIds: readonly string[]): HostFile {
  const { id, host } = record.held.now;
  const key = describeKey('ed25519', record.host.publicKey) as RootKey;
  return { body: id, base: host.act, change: changeOf(key, origins, rpIds) };
}

/** The verification key of the log under the host in force. */
export const keyInForce = ({ record }: House): string => {
  const { host, founding } = record.held.now;
  return verifierKey(founding.origin, fromBase64url(host.key.key));
};
