import { type Draft, isVulnerable, type Lots } from '../draft.ts';
import type { Kind, Observed } from '../observed.ts';
import { randomUuid } from '../stix/uuid.ts';

const TYPES: Readonly<Record<Kind, readonly [type: string, category: string]>> = {
  ipv4: ['ip-dst', 'Network activity'],
  ipv6: ['ip-dst', 'Network activity'],
  domain: ['domain', 'Network activity'],
  url: ['url', 'Network activity'],
  email: ['email-src', 'Payload delivery'],
  md5: ['md5', 'Payload delivery'],
  sha1: ['sha1', 'Payload delivery'],
  sha256: ['sha256', 'Payload delivery'],
  sha512: ['sha512', 'Payload delivery'],
  'file-name': ['filename', 'Payload delivery'],
  cve: ['vulnerability', 'External analysis'],
};

/** An event in the MISP core format, not published and for the own organisation only: whoever imports it decides. */
export function writeMisp(draft: Draft, lots: Lots): object {
  const timestamp = String(Math.floor(Date.parse(draft.at) / 1000));
  return {
    Event: {
      uuid: randomUuid(lots()),
      info: draft.title,
      date: draft.at.slice(0, 10),
      timestamp,
      // 4: undefined; 0: initial; 0: this organisation only. None of it is for the sender to say.
      threat_level_id: '4',
      analysis: '0',
      distribution: '0',
      published: false,
      Orgc: { name: draft.by.name, uuid: draft.by.uuid },
      Tag: draft.marking ? [{ name: `tlp:${draft.marking.toLowerCase()}` }] : [],
      Attribute: [
        ...(draft.description ? [noteFor(draft.description, timestamp, lots)] : []),
        ...draft.observed.map((one) => attributeFor(one, timestamp, lots)),
      ],
    },
  };
}

function attributeFor(one: Observed, timestamp: string, lots: Lots) {
  const [type, category] = TYPES[one.kind];
  return {
    ...{ uuid: randomUuid(lots()), type, category, value: one.value, comment: one.note ?? '' },
    ...{ to_ids: !isVulnerable(one), distribution: '5', timestamp },
  };
}

const noteFor = (value: string, timestamp: string, lots: Lots) => ({
  ...{ uuid: randomUuid(lots()), type: 'text', category: 'Other', value, comment: '' },
  ...{ to_ids: false, distribution: '5', timestamp },
});
