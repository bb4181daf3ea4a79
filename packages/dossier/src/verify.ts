import { hostKey, idOfKey, Ledger, type Trust } from '@comity/acts';
import { platformVerifiers, sha256, sha256Hex, type Verifiers } from '@comity/log';
import { assertTrust, type TrustRoot } from '@comity/verify';
import { Certificates } from './certificates.ts';
import { DossierError } from './errors.ts';
import { Faults, sentenceOf } from './faults.ts';
import { type Founding, readFounding } from './founding.ts';
import { checkBody, checkHost, checkInclusion, checkWitnesses, readHead } from './host.ts';
import { OpenedFields } from './openings.ts';
import type { DossierOptions } from './options.ts';
import { contentsOfPage } from './page.ts';
import { type Dossier, readDossier } from './reading.ts';
import { replayEntry } from './replay.ts';
import type { DossierReport } from './report.ts';
import { reportOf, type Verified } from './reporting.ts';
import { nothingUnproven, type Run } from './run.ts';
import { checkSubmitted } from './submitted.ts';

/**
 * Verifies a dossier, as zip or as HTML: what is here is replayed through the same rules and folds that the host has
 * to use. Needs no server, network or clock. Throws only `DossierError`, where verifying could not run; whatever is
 * wrong in the dossier is in the report.
 */
export async function verifyDossier(file: Uint8Array, options: DossierOptions = {}): Promise<DossierReport> {
  return (await examineDossier(file, options)).report;
}

/** The same, with what the replay came to, for whoever checks more against it. */
export async function examineDossier(
  file: Uint8Array,
  options: DossierOptions,
): Promise<{ readonly report: DossierReport; readonly run?: Run }> {
  if (options.trust) checkGiven(options.trust);
  const bytes = contentsOfPage(file) ?? file;
  const faults = new Faults();
  const dossier = readDossier(bytes, faults);
  const verified: Verified = dossier ? await verifyContents(dossier, options, faults) : {};
  const report = reportOf({ ...verified, sha256: sha256Hex(bytes), dossier, options, faults });
  return { report, ...(verified.run ? { run: verified.run } : {}) };
}

function checkGiven(trust: TrustRoot): void {
  try {
    assertTrust(trust);
  } catch (error) {
    throw new DossierError('dossier.bad-trust', sentenceOf(error), { cause: error });
  }
}

async function verifyContents(dossier: Dossier, options: DossierOptions, faults: Faults): Promise<Verified> {
  const verifiers = options.verifiers ?? platformVerifiers;
  if (dossier.entries.length !== dossier.statement.indexes.length)
    faults.add('dossier.statement-differs', 'DOSSIER names another number of entries than are here.');
  const head = readHead(dossier, faults);
  if (head) checkInclusion(dossier, head, faults);
  const founding = await readFounding(dossier, verifiers, faults);
  if (!founding) return {};
  const witnesses = head && options.policy && (await checkWitnesses(head, options.policy, verifiers, faults));
  const timestamp = head && (await checkTimestamp(dossier, options, faults));
  const run = await replay(dossier, founding, verifiers, faults);
  checkBody(dossier, run.state, options.trust, faults);
  await checkHost(dossier, head, run.state, verifiers, faults);
  const { stream } = dossier.statement.subject;
  await checkSubmitted(options.submitted ?? [], { body: run.state.id, stream }, run.subject, faults);
  return { run, ...(witnesses ? { witnesses } : {}), ...(timestamp ? { timestamp } : {}) };
}

async function checkTimestamp(
  { timestamp, checkpoint }: Dossier,
  { timestamps }: DossierOptions,
  faults: Faults,
): Promise<Verified['timestamp']> {
  if (!timestamp || !timestamps) return undefined;
  const answer = await timestamps(timestamp, sha256(checkpoint));
  if (answer.good) return answer;
  faults.add('dossier.timestamp', answer.why, { where: 'timestamp' });
  return undefined;
}

async function replay(
  dossier: Dossier,
  founding: Founding,
  verifiers: Verifiers,
  faults: Faults,
): Promise<Run> {
  const run = startRun(dossier, founding, verifiers, faults);
  const { indexes, streams } = dossier.statement;
  for (let at = 1; at < Math.min(indexes.length, dossier.entries.length); at++) {
    try {
      await replayEntry(run, at);
    } catch (error) {
      // The rules were not written for this entry: it is wrong.
      faults.add('dossier.entry-malformed', sentenceOf(error), { index: indexes[at]! });
    }
  }
  for (const { stream, entries } of streams) {
    const found = run.state.streams.get(stream)?.next ?? 0;
    if (found !== entries)
      faults.add(
        'dossier.stream-length',
        `The host signed ${entries} entries of ${stream}; here are ${found}.`,
      );
  }
  endOf(run);
  return run;
}

/** What must be here, and what must not. */
function endOf({ dossier, state, faults, subject, usedBlobs, streams, ...run }: Run): void {
  const { statement, blobs } = dossier;
  if ([...state.streams.keys()].some((name) => !streams.has(name)))
    faults.add('dossier.stream-length', 'Entries are here of a stream that the host did not sign.');
  if (!streams.has('body') || !state.streams.has(statement.subject.stream))
    faults.add('dossier.subject-missing', `No entry of ${statement.subject.stream} is here.`);
  const { act } = statement.subject;
  const isThere = act === state.id || subject.some((entry) => entry.act === act);
  if (act !== undefined && !isThere)
    faults.add('dossier.subject-missing', `The act ${act} does not count, or is not here.`);
  for (const sha256 of blobs.keys())
    if (!usedBlobs.has(sha256))
      faults.add('dossier.blob-unused', 'No act here names this file.', { where: `blobs/${sha256}` });
  run.fields.end();
  run.certificates.end();
}

function startRun(
  dossier: Dossier,
  { state, act, prepared, leaf }: Founding,
  verifiers: Verifiers,
  faults: Faults,
): Run {
  const blob = (sha256: string) => dossier.blobs.get(sha256);
  const trust: Trust = {
    ...{ verifiers, blob },
    get domains() {
      return state.host;
    },
  };
  const certificates = new Certificates(dossier.certificates, faults);
  const key = (id: string) => hostKey(state, id) ?? state.keys.get(id)?.key;
  const { id } = prepared;
  const { audience, streams, subject } = dossier.statement;
  const { participant, root } = act.data.secretariat;
  const evidence = { invitation: id, channel: 'founding', index: 0 };
  const first = {
    index: 0,
    number: 0,
    received: leaf.received,
    act: id,
    type: act.type,
    actor: act.data.origin,
  };
  return {
    ...{ dossier, faults, state, trust, certificates },
    ledger: new Ledger(),
    lookup: {
      ...{ body: id, key },
      certificate: (hash) => certificates.get(hash),
      get goodCertificates() {
        return certificates.good;
      },
    },
    fields: new OpenedFields(dossier.openings, audience, faults),
    nonces: new Map([[`host ${act.nonce}`, id]]),
    streams: new Set(streams.map(({ stream }) => stream)),
    invitations: new Map(),
    roots: [{ participant, key: idOfKey(root), index: 0, evidence }],
    subject: subject.stream === 'body' ? [first] : [],
    counted: [],
    documents: new Map(),
    usedBlobs: new Set([act.data.mandate, act.data.rules, act.data.participants]),
    unproven: nothingUnproven(),
  };
}
