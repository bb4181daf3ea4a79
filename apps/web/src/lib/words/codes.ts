import type { ActErrorCode } from '@comity/acts';
import type { Mistrust, Unreachable } from '@comity/client';
import type { KeyUnavailable } from '@comity/client/messages';
import type { LogErrorCode } from '@comity/log';
import type { SealErrorCode } from '@comity/seal';
import type { MessageKey } from './messages.ts';

/** What the packages throw in a browser. */
type PackageCode =
  | SealErrorCode
  | ActErrorCode
  | LogErrorCode
  | Mistrust['code']
  | Unreachable['code']
  | KeyUnavailable['code'];

const KEY = 'problem.seal.not-a-key';
const UNSUITABLE = 'problem.seal.key-unsuitable';
const RECIPIENTS = 'problem.seal.recipients';
const ATTACHMENTS = 'problem.seal.attachments';
const NOT_SHOWN = 'problem.seal.not-shown';
const UNREADABLE = 'problem.log.unreadable';

/**
 * The words for every code of the packages. Codes about which a person would do the same have the same words; the
 * code itself stays in the detail. A code that is added there has to be added here.
 */
const WORDS: Readonly<Record<PackageCode, MessageKey>> = {
  'client.unreachable': 'problem.client.unreachable',
  'client.checkpoint-not-trusted': 'problem.client.checkpoint-not-trusted',
  'client.foreign-receipt': 'problem.client.foreign-receipt',
  'client.foreign-list': 'problem.client.foreign-list',
  'client.list-differs': 'regional.differs',
  'client.contact-without-key': 'problem.client.contact-without-key',
  'client.wrong-key': 'problem.client.wrong-key',
  'seal.not-a-key': KEY,
  'seal.armored-key': KEY,
  'seal.key-invalid': KEY,
  'seal.secret-key': 'problem.seal.secret-key',
  'seal.several-keys': 'problem.seal.several-keys',
  'seal.key-too-large': 'problem.seal.key-too-large',
  'seal.key-unsupported': UNSUITABLE,
  'seal.weak-key': UNSUITABLE,
  'seal.key-cannot-encrypt': UNSUITABLE,
  'seal.key-cannot-sign': UNSUITABLE,
  'seal.key-expired': 'problem.seal.key-expired',
  'seal.key-revoked': 'problem.seal.key-revoked',
  'seal.key-not-yet-valid': 'problem.seal.key-not-yet-valid',
  'seal.bad-user-id': 'problem.seal.bad-user-id',
  'seal.wrong-passphrase': 'problem.seal.wrong-passphrase',
  'seal.wrong-passkey': 'problem.seal.wrong-passkey',
  'seal.wrong-recovery-code': 'problem.seal.wrong-recovery-code',
  'seal.mistyped-recovery-code': 'problem.seal.mistyped-recovery-code',
  'seal.kept-key-damaged': 'problem.seal.kept-key-damaged',
  'seal.malformed-message': 'problem.seal.malformed-message',
  'seal.unsupported-version': 'problem.seal.malformed-message',
  'seal.too-long': 'problem.seal.too-long',
  'seal.no-recipients': RECIPIENTS,
  'seal.too-many-recipients': RECIPIENTS,
  'seal.duplicate-recipient': RECIPIENTS,
  'seal.recipient-unusable': 'problem.seal.recipient-unusable',
  'seal.too-many-attachments': ATTACHMENTS,
  'seal.attachment-too-large': ATTACHMENTS,
  'seal.bad-file-name': ATTACHMENTS,
  'seal.malformed-stix': 'problem.seal.malformed-stix',
  'seal.hybrid-missing': 'problem.seal.hybrid-missing',
  'seal.not-a-hybrid-key': 'problem.seal.not-a-hybrid-key',
  'seal.mistyped-sheet': 'problem.seal.sheets',
  'seal.sheets-differ': 'problem.seal.sheets',
  'seal.layers-differ': NOT_SHOWN,
  'seal.ciphertext-too-large': NOT_SHOWN,
  'seal.cannot-decrypt': NOT_SHOWN,
  'seal.ciphertext-gone': NOT_SHOWN,
  'seal.not-signed': NOT_SHOWN,
  'seal.bad-signature': NOT_SHOWN,
  'seal.signer-unknown': NOT_SHOWN,
  'seal.signer-differs': NOT_SHOWN,
  'seal.not-addressed-to-me': NOT_SHOWN,
  'seal.header-differs': NOT_SHOWN,
  'seal.thread-differs': NOT_SHOWN,
  'seal.attachment-differs': NOT_SHOWN,
  'acts.unknown-type': 'problem.acts.malformed',
  'acts.malformed': 'problem.acts.malformed',
  'acts.too-large': 'problem.acts.too-large',
  'acts.bad-evidence': UNREADABLE,
  'acts.bad-opening': UNREADABLE,
  'acts.missing-blob': UNREADABLE,
  'log.not-canonical': UNREADABLE,
  'log.not-encodable': UNREADABLE,
  'log.bad-encoding': UNREADABLE,
  'log.bad-key': UNREADABLE,
  'log.bad-signature': UNREADABLE,
  'log.bad-proof': UNREADABLE,
  'log.bad-note': UNREADABLE,
  'log.bad-tile': UNREADABLE,
  'log.bad-archive': UNREADABLE,
  'log.bad-policy': UNREADABLE,
  'log.bad-request': UNREADABLE,
  'log.bad-evidence': UNREADABLE,
};

/** Codes of the pages themselves that have the words of another failure. */
const PAGES: Readonly<Record<string, MessageKey>> = {
  'web.key-file-refused': 'problem.web.not-allowed',
  'web.passkey-unsupported': 'problem.web.unsupported',
};

/** What the browser itself throws, by name. */
const BROWSER: Readonly<Record<string, MessageKey>> = {
  NotAllowedError: 'problem.web.not-allowed',
  AbortError: 'problem.web.not-allowed',
  SecurityError: 'problem.web.not-allowed',
  NotSupportedError: 'problem.web.unsupported',
  QuotaExceededError: 'problem.web.no-room',
  InvalidStateError: 'problem.web.no-room',
  UnknownError: 'problem.web.no-room',
};

/** What to do about it, where that is not to correct what was given. */
const ADVICE: Partial<Readonly<Record<MessageKey, MessageKey>>> = {
  'problem.client.unreachable': 'problem.now.line',
  'problem.client.checkpoint-not-trusted': 'problem.now.mistrust',
  'problem.client.foreign-receipt': 'problem.now.mistrust',
  'problem.client.foreign-list': 'problem.now.mistrust',
  'problem.client.wrong-key': 'problem.now.mistrust',
  'problem.client.unexpected-answer': 'problem.now.again',
  'problem.log.unreadable': 'problem.now.mistrust',
  'problem.seal.failed': 'problem.now.again',
  'problem.seal.not-shown': 'dialog.nothing-lost',
  'problem.seal.kept-key-damaged': 'problem.now.elsewhere',
  'problem.web.key-not-here': 'dialog.nothing-lost',
  'problem.web.key-not-proven': 'problem.now.telephone',
  'problem.web.keys-closed': 'problem.now.sign-in',
  'problem.web.not-allowed': 'problem.now.again',
  'problem.web.passkey-refused': 'dialog.nothing-lost',
  'problem.web.passkey-foreign': 'dialog.nothing-lost',
  'problem.web.unsupported': 'problem.now.elsewhere',
  'problem.web.no-room': 'problem.now.elsewhere',
  'problem.unknown': 'problem.now.again',
};

/** The words for a failure by its code or, where the browser made it, by its name. */
export function wordsForCode({ code, name, message }: Error & { code?: unknown }): MessageKey {
  if (typeof code === 'string')
    return WORDS[code as PackageCode] ?? PAGES[code] ?? (`problem.${code}` as MessageKey);
  // Each browser has its own sentence for a line that broke, also while a part of the page was fetched.
  if (name === 'TypeError' && /fetch|import|load failed|network/i.test(message))
    return 'problem.client.unreachable';
  return BROWSER[name] ?? 'problem.unknown';
}

export const adviceForWords = (key: MessageKey): MessageKey => ADVICE[key] ?? 'problem.now.correct';

/** What an answer of the server asks of whoever meets it. */
export function adviceForStatus(status: number): MessageKey {
  if (status === 401) return 'problem.now.sign-in';
  if (status === 429 || status >= 500) return 'problem.now.again';
  return status === 409 || status === 403 ? 'problem.now.refused' : 'problem.now.correct';
}
