import type { BodyState, Domains } from '@comity/acts';
import { fromBase64url, verifierKey } from '@comity/log';
import type { HostEvidence } from './report.ts';

/** The chain of hosts that the record names, as a report prints it. */
export const hostEvidence = ({ hosts, founding }: BodyState): HostEvidence[] =>
  hosts.map(({ key, rpIds, origins, index, act, by }) => ({
    key: verifierKey(founding.origin, fromBase64url(key.key)),
    rpIds,
    origins,
    index,
    act,
    by,
  }));

/** The domains of all hosts together. */
export const allDomains = ({ hosts }: BodyState): Domains => ({
  rpIds: hosts.flatMap(({ rpIds }) => rpIds),
  origins: hosts.flatMap(({ origins }) => origins),
});
