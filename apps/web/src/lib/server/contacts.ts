import type { MessageKey, Words } from '#lib/words/messages.ts';
import { sayList } from '#lib/words/times.ts';
import type { Contact } from './about.ts';

/** A contact as a page shows it: its fields as lines, what is closed named, where it stands in plain words. */
export function describeContact(c: Contact, t: Words, participant: string) {
  const fields = Object.entries(c.fields).map(([name, value]) => ({
    name: t(`field.${name}` as MessageKey),
    value: Array.isArray(value) ? sayList(value, t.language) : String(value),
  }));
  return {
    id: c.contact,
    participant: c.participant,
    participantName: participant,
    title: String(c.fields.institution ?? t(`directory.class.${c.class}`)),
    class: t(`directory.class.${c.class}`),
    state: c.signed ? t('directory.signed') : t('directory.unsigned', { note: c.note ?? '' }),
    signed: c.signed,
    fields,
    closed: c.closed.length
      ? t('directory.closed', {
          fields: sayList(
            c.closed.map((f) => t(`field.${f}` as MessageKey)),
            t.language,
          ),
        })
      : undefined,
    key: spaced(c.key),
    recovery: spaced(c.recovery),
    demandsSeal: c.key?.hybrid?.demanded ?? false,
    keyExpires: c.key?.expires,
    version: c.version,
  };
}
export type ContactShown = ReturnType<typeof describeContact>;

/** A fingerprint as people compare it. */
export const spaced = (key: { readonly fingerprint: string } | undefined): string | undefined =>
  key && (key.fingerprint.toUpperCase().match(/.{4}/g) ?? []).join(' ');
