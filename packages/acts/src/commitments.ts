import type { AnyAct } from './envelope.ts';

/**
 * Every commitment to a field that an act makes: which subject, which path, which hash. What opens them
 * travels beside the act; an opening that matches none is refused, and one that is missing stays closed.
 */
export function commitmentsIn(act: AnyAct): { subject: string; path: string; commitment: string }[] {
  switch (act.type) {
    case 'people.person-added':
      return [{ subject: act.data.person, path: 'name', commitment: act.data.name }];
    case 'directory.contact-nominated':
    case 'directory.contact-amended':
    case 'directory.contact-recorded':
      return Object.entries(act.data.fields).flatMap(([path, field]) =>
        field && 'commitment' in field
          ? [{ subject: act.data.contact, path, commitment: field.commitment }]
          : [],
      );
    case 'exchange.sent':
      return [{ subject: act.data.header.message, path: 'recipients', commitment: act.data.recipients }];
    default:
      return [];
  }
}
