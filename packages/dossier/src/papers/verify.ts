import { signersAt, type Trust, verifyStatement } from '@comity/acts';
import { platformVerifiers, sha256Hex } from '@comity/log';
import { DossierError } from '../errors.ts';
import type { DossierOptions } from '../options.ts';
import type { DossierReport } from '../report.ts';
import type { Run } from '../run.ts';
import { examineDossier } from '../verify.ts';
import { comparePapers, type PaperShown } from './comparing.ts';
import { type PapersFault, PapersFaults } from './faults.ts';
import { dossierIn, type Papers, readPapers } from './reading.ts';

export interface PapersReport {
  /** That of the dossier within, and `wrong` where anything else is. */
  readonly verdict: DossierReport['verdict'];
  readonly trust: DossierReport['trust'];
  /** SHA-256 of the file. */
  readonly sha256: string;
  readonly session?: string;
  readonly organ?: string;
  readonly at?: string;
  readonly documents: readonly PaperShown[];
  /** How many files the host made: pages, and forms of texts. Nothing on the record vouches for them. */
  readonly made: number;
  readonly faults: readonly PapersFault[];
  /** Of the dossier within; absent where something was changed that it rests on. */
  readonly proof?: DossierReport;
}

/**
 * Verifies the papers of a session, without network: every file is the one that the host signed, and what the host
 * says was issued for the session is on the record, by its rules. Throws only `DossierError`.
 */
export async function verifyPapers(bytes: Uint8Array, options: DossierOptions = {}): Promise<PapersReport> {
  const faults = new PapersFaults();
  const papers = readPapers(bytes, faults);
  const report = { ...saidOf(papers), sha256: sha256Hex(bytes), trust: trustOf(options) };
  const wrong = (list: readonly PapersFault[]) =>
    ({ ...report, verdict: 'wrong', documents: [], faults: list }) as const;
  if (!papers) return wrong(faults.list);
  const { proof, run, sha256 } = await examined(papers, options);
  // Where the dossier holds by itself, PAPERS is what was changed: what it says of the files is nobody's word.
  if (run && proof?.verdict !== 'wrong' && !(await isSaidByHost(papers, run, options)))
    return wrong([NOT_SIGNED]);
  if (faults.list.length > 0) return wrong(faults.list);
  if (sha256 !== papers.statement.dossier)
    faults.add('papers.proof', 'What lies below proof/ is not the dossier that the host signed.', 'proof');
  if (proof?.verdict === 'wrong' || !run)
    faults.add('papers.proof', `The dossier is wrong: ${proof?.faults[0]?.says ?? 'it is none.'}`, 'proof');
  const documents = run && faults.list.length === 0 ? comparePapers(papers, run, faults) : [];
  const verdict = faults.list.length > 0 || !proof ? 'wrong' : proof.verdict;
  return { ...report, verdict, documents, faults: faults.list, ...(proof ? { proof } : {}) };
}

interface Examined {
  readonly sha256?: string;
  readonly proof?: DossierReport;
  readonly run?: Run;
}

/** The dossier within, put together and verified. Nothing where its parts make none. */
async function examined(papers: Papers, options: DossierOptions): Promise<Examined> {
  try {
    const dossier = dossierIn(papers);
    const { report: proof, run } = await examineDossier(dossier, options);
    return { sha256: sha256Hex(dossier), proof, ...(run ? { run } : {}) };
  } catch (error) {
    if (error instanceof DossierError && error.code !== 'dossier.bad-trust') return {};
    throw error;
  }
}

const NOT_SIGNED: PapersFault = {
  code: 'papers.statement-signature',
  where: 'PAPERS',
  says: 'PAPERS is not signed by the host.',
};

const trustOf = ({ trust }: DossierOptions): PapersReport['trust'] => (trust ? 'given' : 'self-asserted');

function saidOf(papers: Papers | undefined) {
  if (!papers) return { made: 0 };
  const { session, organ, at, files, documents } = papers.statement;
  const pages = files.filter(({ name }) => /^[a-z-]+\.html$/i.test(name));
  const forms = documents.flatMap((d) => d.files).filter(({ form }) => form === 'made');
  return { session, at, ...(organ === undefined ? {} : { organ }), made: pages.length + forms.length };
}

/** Whether a host in force at the size of the dossier signed PAPERS; without a verifier that is not denied. */
async function isSaidByHost(
  { statement, sig }: Papers,
  { state, dossier }: Run,
  { verifiers = platformVerifiers }: DossierOptions,
): Promise<boolean> {
  if (!verifiers.ed25519) return true;
  if (sig.session !== undefined) return false;
  const plain: Trust = { verifiers, domains: { rpIds: [], origins: [] }, blob: () => undefined };
  for (const { key } of signersAt(state, dossier.statement.size))
    if (await verifyStatement(plain, 'papers', statement, key, sig)) return true;
  return false;
}
