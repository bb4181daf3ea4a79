import { spokenCode } from '@comity/seal/spoken';
import { type Answer, type Contact, get } from '#lib/server/about.ts';
import { wordsIn } from '#lib/server/catalogues.ts';
import { spaced } from '#lib/server/contacts.ts';
import type { MessageKey, Words } from '#lib/words/messages.ts';
import { sayTime } from '#lib/words/times.ts';
import type { PageServerLoad } from './$types';

type Act = Answer<'/api/directory/contacts/{contact}/history'>['acts'][number];
type Key = NonNullable<Act['key']>;

/** The keys of a contact: the one in force, those before it, and how to compare one over the telephone. */
export const load: PageServerLoad = async ({ fetch, locals, params }) => {
  const { language, me } = locals;
  const t = wordsIn(language);
  const path = `/api/directory/contacts/${encodeURIComponent(params.contact)}`;
  const contact = (await get<'/api/directory/contacts/{contact}'>(fetch, path)) as Contact;
  const { acts } = (await get<'/api/directory/contacts/{contact}/history'>(fetch, `${path}/history`)) as {
    acts: Act[];
  };
  const terms = termsOf(acts);
  const current = contact.key && terms.find((term) => term.key.fingerprint === contact.key!.fingerprint);
  return {
    contact: contact.contact,
    title: String(contact.fields.institution ?? t(`directory.class.${contact.class}`)),
    isOwn: me?.participant === contact.participant,
    words: wordsOf(t),
    current: current && { ...describe(current, t), demands: demandOf(contact, t) },
    former: terms.filter((term) => term !== current).map((term) => describe(term, t)),
    recovery: contact.recovery && {
      fingerprint: spaced(contact.recovery),
      spoken: spokenCode(contact.recovery.fingerprint),
      expires: contact.recovery.expires?.slice(0, 10),
      postQuantum: sayHalf(contact.recovery.hybrid !== undefined, t),
    },
  };
};

const wordsOf = (t: Words) => ({
  title: t('keypage.title'),
  back: t('directory.title'),
  current: t('keypage.current'),
  none: t('directory.no-key'),
  note: t('directory.key-note'),
  fingerprint: t('contact.fingerprint'),
  spoken: t('keypage.spoken'),
  spokenNote: t('keypage.spoken-note'),
  since: t('keypage.since'),
  until: t('keypage.until'),
  expires: t('contact.expires'),
  never: t('contact.never'),
  postQuantum: t('keypage.post-quantum'),
  demanded: t('keypage.demanded'),
  former: t('keypage.former'),
  noFormer: t('keypage.no-former'),
  formerNote: t('keypage.former-note'),
  why: t('contact.reason'),
  recovery: t('keypage.recovery'),
  recoveryNote: t('directory.recovery'),
  proof: t('dialog.proof'),
  change: t('contact.change'),
  custody: t('custody.title'),
});

/** A key with the acts by which it began and ended; the newest first. */
interface Term {
  readonly key: Key;
  readonly began: Act;
  readonly ended?: Act;
}

/** Acts come newest first: what ended a key stands before the act that certified it. */
function termsOf(acts: readonly Act[]): Term[] {
  const terms: Term[] = [];
  let ended: Act | undefined;
  for (const act of acts) {
    if (act.key) terms.push({ key: act.key, began: act, ...(ended ? { ended } : {}) });
    if (act.key || /withdrawn$|removed$/.test(act.type)) ended = act;
  }
  return terms;
}

const describe = ({ key, began, ended }: Term, t: Words) => ({
  fingerprint: spaced(key)!,
  spoken: spokenCode(key.fingerprint),
  act: began.act,
  since: sayTime(began.received, t.language),
  expires: key.expires?.slice(0, 10),
  postQuantum: sayHalf(key.postQuantum, t),
  ...(ended ? { until: sayTime(ended.received, t.language), why: sayEnd(ended, t) } : {}),
});

const sayHalf = (has: boolean, t: Words) => t(has ? 'keypage.has-half' : 'keypage.no-half');

function demandOf({ key }: Contact, t: Words): string {
  return t(key?.hybrid?.demanded ? 'directory.seal-demanded' : 'keypage.not-demanded');
}

function sayEnd({ key, reason }: Act, t: Words): string {
  if (key) return t('contact.reason.superseded');
  return reason ? t(`contact.reason.${reason}` as MessageKey) : t('keypage.contact-removed');
}
