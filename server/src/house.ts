import { verifierKey } from '@comity/log';
import type { Config, Database } from './platform/index.ts';
import type { Record } from './rooms/record/index.ts';

/** What a body's server is made of, before it listens. */
export interface House {
  readonly config: Config;
  readonly database: Database;
  readonly record: Record;
}

/** What a client needs to know of this server before it trusts anything: the same in a file and over HTTP. */
export function about({ record, config }: Pick<House, 'record' | 'config'>, url: string) {
  const { id, founding, host, mandate, size, confirmedBy } = record.held.now;
  return {
    url: config.origin ?? url,
    body: id,
    name: mandate.name,
    origin: founding.origin,
    key: verifierKey(founding.origin, record.host.publicKey),
    languages: founding.languages,
    rpIds: [...host.rpIds],
    origins: [...host.origins],
    entries: size,
    demo: founding.demo !== undefined,
    provisional: confirmedBy.size < founding.confirmations,
  };
}
