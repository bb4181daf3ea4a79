import type { CheckName } from './faults.ts';

/** The checks of a report, in the order in which it prints them, with what each says when nothing is wrong. */
export const CHECKS = {
  container: 'The zip is in its one canonical form, and every file is the one that the host signed.',
  statement: 'The host signed what is here.',
  trust: 'Body and log key are those that were given as trust.',
  checkpoint: 'The checkpoint is signed by the host.',
  policy: 'Enough witnesses of the policy that was given have cosigned the checkpoint.',
  timestamp: 'The timestamp is over this checkpoint, and signed by the authority that was given.',
  inclusion: 'Every entry here stands in the log of the checkpoint.',
  founding: 'The first entry founds the body and is signed by the host key named in it.',
  entries: 'Every entry is canonical, with the tier and stream of its act.',
  streams: 'Every stream begins with its first entry, has no gap, and is as long as the host signed.',
  signers: 'The streams of all who signed what counts here are here.',
  time: 'The time of receipt never runs back.',
  signatures:
    'Every act that can be read is signed by its actor, for this body, and every stamp by the mirror of the rules.',
  certificates: 'Every session certificate is signed by the key it names.',
  nonces: 'No act is repeated, and no nonce is used twice by one actor.',
  rules: 'The rules allow every act, at its place, by all that is here.',
  blobs: 'Every file that an act rests on is here, with the hash that the act names.',
  openings: 'Every opening matches a commitment in an act here.',
  submitted: 'The mirrors that were named hold no act of this stream that was not logged.',
} as const satisfies Record<CheckName, string>;

/** What is shown, or cannot be shown, in English. `{name}` is one of the values of the statement. */
export const SENTENCES = {
  entries:
    'In {stream} these acts were entered in this order, each signed by whom it names and allowed by the rules.',
  documents: 'The exact bytes of these versions of the document are here.',
  withdrawn: 'The document was withdrawn.',
  challenged: 'Acts that their own State has challenged as not its own, or not as it was shown.',
  complete:
    'The host states, signed, that the streams here had no further entry when the log had {size} entries.',
  submitted: 'No other act of {stream} was logged by then, nor is any listed as submitted by {mirrors}.',
  witnesses: 'Cosigned by {names}.',
  timestamp: 'The checkpoint existed at {time}, says {authority}.',
  opened: 'Fields opened to {audience} match what was signed.',
  trust: 'That this is the body you mean: compare its id and log key with what you have from elsewhere.',
  'one-record':
    'That everybody was shown this same record: that takes a policy of which more than two thirds of the witnesses must have cosigned.',
  later:
    'That the streams here went no further than what is here, beyond the word of the host: whether a key was removed, or an act entered, that was left out. The whole record shows it.',
  'not-submitted': 'That nothing was submitted and not logged: ask mirrors that you trust for their lists.',
  'timestamp-unchecked': 'When the checkpoint existed: the timestamp token here was not checked.',
  signatures: 'Signatures by {alg} keys, for which this program has no verifier: check with the command.',
  elsewhere:
    'What streams that are not here would change: whether a key, an id or a number used once was used there before.',
  seen: 'That the checkpoints which signers say they saw are of this log.',
  'restricted-entries': 'Restricted entries: only their place is checked.',
  fields: 'Fields that are committed to and not opened here.',
  confirmations: 'Confirmations of the founding by States whose streams are not here.',
  challenges: 'Challenges of acts that are not here.',
  families: 'Documents that are not here, to which a symbol says that one here belongs.',
  embargoed:
    'Files under embargo when this was made: only participants of the body may read them until it ends.',
  stamps:
    'Entries with stamps of mirrors that the rules of this body do not name, or of acts that are not opened to you.',
} as const;

/** The sentence of a statement. */
export const sentence = (text: string, values: Readonly<Record<string, string>> = {}): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
