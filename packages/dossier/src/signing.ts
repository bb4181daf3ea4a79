import type { AnyAct, Certificate, Signature } from '@comity/acts';
import { type SignatureFault, signatureFault } from '@comity/procedure';
import type { ReadEntry, Run } from './run.ts';

const SAYS: Record<SignatureFault, string> = {
  'other-body': 'The act was made for another body.',
  'unknown-key': 'The key that should have signed was never registered in the streams here.',
  'bad-signature': 'The signature is not one of this key over this act.',
  'bad-proof': 'The new key did not prove that somebody holds it.',
  'bad-certificate': 'The session certificate is missing, or no session may sign this.',
};

/**
 * Whether the act is signed as it says. Where no verifier is at hand that is neither known nor denied: the act goes
 * on to be counted, the report names it, and its verdict is never *verified*.
 */
export async function isSigned(run: Run, entry: ReadEntry): Promise<boolean> {
  const { trust, lookup, certificates, faults, unproven } = run;
  const { sig, index } = entry;
  const missing = algorithmsOf(
    entry,
    sig.session === undefined ? undefined : certificates.get(sig.session),
  ).find((alg) => !trust.verifiers[alg]);
  if (missing) {
    unproven.unchecked.set(index, missing);
    return true;
  }
  if (sig.session !== undefined && !(await certificates.check(trust, lookup, sig.session, index))) {
    if (certificates.get(sig.session))
      faults.add(
        'dossier.certificate-signature',
        `The certificate ${sig.session} is not signed by its key.`,
        {
          index,
        },
      );
    return false;
  }
  const fault = await signatureFault(trust, lookup, entry, sig);
  if (fault)
    faults.add(fault === 'bad-proof' ? 'dossier.proof-of-key' : 'dossier.signature', SAYS[fault], { index });
  return fault === undefined;
}

const algorithmsOf = ({ act, sig }: ReadEntry, certificate: Certificate | undefined): Signature['alg'][] => [
  sig.alg,
  ...(certificate ? [certificate.sig.alg] : []),
  ...proofAlgorithm(act),
];

const proofAlgorithm = ({ data }: AnyAct): Signature['alg'][] => ('proof' in data ? [data.proof.alg] : []);
