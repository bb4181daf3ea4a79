import type { MessageTerms } from '@comity/acts';
import type { Opened, Payload } from '@comity/seal';
import { EXERCISE } from '../exercises/mark.ts';
import type { Message } from '../messages.ts';
import { formPairs, SHIPPED_TERMS, sayType } from '../messageterms.ts';
import { pairs, plain, plainText } from '../terminal.ts';

/** A message as it was opened, for machines: the checks, and what may be shown. */
export function openedValue([message, opened]: [Message, Opened]): object {
  const base = {
    message: message.message,
    index: message.index,
    received: message.received,
    kind: opened.kind,
  };
  const { checks } = opened;
  if (opened.kind === 'refused') return { ...base, code: opened.code, checks };
  if (opened.kind === 'unbound') {
    return { ...base, signer: opened.signer, checks, text: new TextDecoder().decode(opened.bytes) };
  }
  const { pad: _, ...payload } = opened.payload;
  return { ...base, signer: opened.signer, signedAt: opened.signedAt, checks, payload };
}

/** The same for people: every check in a line, then the message, its codes in the words of `terms`. */
export function openedLines([message, opened]: [Message, Opened], terms: MessageTerms): string[] {
  return [
    // Also of one that cannot be opened: the header says it, and is part of what was signed.
    ...(message.header.exercise ? [EXERCISE] : []),
    `${message.message}, entry ${message.index}, received ${message.received}`,
    ...checkLines(opened),
    '',
    ...shown(opened, { terms }),
    '',
  ];
}

export const checkLines = ({ checks }: Opened): string[] =>
  checks.map(({ check, ok, says, madeOn }) => {
    const by = madeOn === 'gpg' ? ' (the word of your gpg)' : '';
    return `${ok ? 'ok   ' : 'NOT  '} ${check}: ${plain(says)}${by}`;
  });

interface Showing {
  /** The words of a plain message as its reader read them, where it did. */
  readonly words?: string | undefined;
  /** Where the host cannot be asked: what every body begins with. */
  readonly terms?: MessageTerms;
}

/** What may be shown of it. */
export function shown(opened: Opened, { words, terms = SHIPPED_TERMS }: Showing = {}): string[] {
  if (opened.kind === 'refused')
    return [`${opened.code}: the message is not shown, since it did not pass its checks.`];
  if (opened.kind === 'unbound') {
    return [
      'A plain OpenPGP message of a known contact. IT IS NOT BOUND TO ITS RECIPIENTS: it may have been meant for others.',
      '',
      ...plainText(words ?? new TextDecoder().decode(opened.bytes)).split('\n'),
    ];
  }
  return payloadLines(opened.payload, terms);
}

function payloadLines(p: Payload, terms: MessageTerms): string[] {
  const files = p.attachments.map((a) => `  ${plain(a.name)} (${a.mediaType}, ${a.size} bytes)`);
  return [
    ...(p.exercise ? [EXERCISE, ''] : []),
    ...pairs({
      from: `${p.from.participant} (${p.from.contact})`,
      to: p.to.map((to) => `${to.participant} (${to.contact})`).join(', '),
      type: sayType(terms, p.type),
      ...formPairs(terms, p),
      recovery: p.recovery?.map((r) => `${r.participant} (${r.key})`).join(', '),
      'post-quantum': p.postQuantum ? 'yes' : 'no',
      marking: `${p.marking.scheme}:${p.marking.label}`,
      'stated time': p.at,
      deadline: p.deadline,
      severity: p.severity,
      subject: p.subject,
    }),
    '',
    ...plainText(p.text).split('\n'),
    ...(p.asks?.length ? ['', 'Asked:', ...p.asks.map((ask, i) => `  ${i + 1}. ${plain(ask)}`)] : []),
    ...(files.length ? ['', 'Files (saved with --out FOLDER):', ...files] : []),
  ];
}
