import type { MessageKey, Words } from '#lib/words/messages.ts';
import { sayTime } from '#lib/words/times.ts';
import { type Entry, type Grounds, get, type Placed } from '../about.ts';
import { namesFor } from './names.ts';
import { sayEntry } from './saying.ts';

type Fetch = typeof globalThis.fetch;

/** Who signed with what, in words. */
export function saySigner({ signer }: Grounds, t: Words) {
  const { key, session } = signer;
  const kind = key ? t(`record.key.${key.kind}`) : t('record.key.unknown');
  return {
    kind: session ? t('record.key.session') : kind,
    session: session
      ? t('record.session-by', {
          key: kind,
          from: sayTime(session.from, t.language),
          until: sayTime(session.until, t.language),
        })
      : undefined,
    certificate: session?.certificate,
    key: session?.key ?? key?.key,
    alg: key?.alg,
    behind: session ? key?.key : undefined,
  };
}

/** The acts on which the key rests, each as a sentence with the evidence it names. */
export async function sayCertified(fetch: Fetch, { certified }: Grounds, t: Words) {
  const placed = await Promise.all(
    certified.map((c) => get<'/api/acts/{act}'>(fetch, `/api/acts/${c.act}`) as Promise<Placed>),
  );
  const entries: Entry[] = placed.map((p) => p.entry);
  const names = await namesFor(fetch, entries, t);
  return certified.map((c, i) => ({
    act: c.act,
    says: sayEntry(entries[i]!, names, t),
    when: sayTime(c.received, t.language),
    evidence: c.channel
      ? t('record.evidence', { channel: t(`record.channel.${c.channel}` as MessageKey) })
      : undefined,
    note: c.note,
  }));
}

/** Whether the act is in effect, in a sentence; what confirmed it stands in the timeline below. */
export function sayStanding({ standing }: Grounds, type: string, t: Words): string {
  const { state, needed, confirmedBy } = standing;
  if (needed === undefined) return t('record.standing.at-once');
  const until = standing.until ? sayTime(standing.until, t.language) : '';
  if (type === 'body.host-changed') return t(`record.standing.roots.${state}`, { needed, until });
  return t(`record.standing.${state}`, { needed, given: confirmedBy.length + 1, until });
}
