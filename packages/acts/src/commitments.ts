import { type AnyAct, isHost } from './envelope.ts';

/** Who may have what opens a commitment: every participant, the subject's own State, those named, or the parties of a restricted act. */
export type FieldReaders = 'participants' | 'own' | 'parties' | readonly string[];

/** A commitment to a field: which subject of which participant, which path, which hash, and for whom. */
export interface FieldCommitment {
  readonly owner: string;
  readonly subject: string;
  readonly path: string;
  readonly commitment: string;
  readonly readers: FieldReaders;
}

/**
 * Every commitment to a field that an act makes. What opens them travels beside the act; an opening that
 * matches none is refused, and one that is missing stays closed.
 */
export function commitmentsIn(act: AnyAct): FieldCommitment[] {
  if (isHost(act.actor)) return [];
  const owner = act.type === 'directory.contact-recorded' ? act.data.participant : act.actor.participant;
  switch (act.type) {
    case 'people.person-added':
      return [{ owner, subject: act.data.person, path: 'name', commitment: act.data.name, readers: 'own' }];
    case 'directory.contact-nominated':
    case 'directory.contact-amended':
    case 'directory.contact-recorded': {
      const subject = act.data.contact;
      return Object.entries(act.data.fields).flatMap(([path, field]) =>
        field && 'commitment' in field ? [{ owner, subject, path, ...field }] : [],
      );
    }
    case 'exchange.sent': {
      const { header, recipients } = act.data;
      return [
        { owner, subject: header.message, path: 'recipients', commitment: recipients, readers: 'parties' },
      ];
    }
    default:
      return [];
  }
}
