/** What was seen rather than concluded (STIX 2.1, part 6). */
export const OBSERVABLES: ReadonlySet<string> = new Set([
  'artifact',
  'autonomous-system',
  'directory',
  'domain-name',
  'email-addr',
  'email-message',
  'file',
  'ipv4-addr',
  'ipv6-addr',
  'mac-addr',
  'mutex',
  'network-traffic',
  'process',
  'software',
  'url',
  'user-account',
  'windows-registry-key',
  'x509-certificate',
]);

/**
 * What an object of a type must have besides what all have; `a|b` is one of them. Of the standard's requirements those
 * without which a machine can do nothing with the object.
 */
export const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  artifact: ['payload_bin|url'],
  'attack-pattern': ['name'],
  'autonomous-system': ['number'],
  campaign: ['name'],
  'course-of-action': ['name'],
  directory: ['path'],
  'domain-name': ['value'],
  'email-addr': ['value'],
  'email-message': ['is_multipart'],
  file: ['hashes|name'],
  grouping: ['context', 'object_refs'],
  identity: ['name'],
  incident: ['name'],
  indicator: ['pattern', 'pattern_type', 'valid_from'],
  infrastructure: ['name'],
  'intrusion-set': ['name'],
  'ipv4-addr': ['value'],
  'ipv6-addr': ['value'],
  location: ['region|country|latitude'],
  'mac-addr': ['value'],
  malware: ['is_family'],
  'malware-analysis': ['product', 'result|analysis_sco_refs'],
  mutex: ['name'],
  'network-traffic': ['protocols', 'src_ref|dst_ref'],
  note: ['content', 'object_refs'],
  'observed-data': ['first_observed', 'last_observed', 'number_observed', 'objects|object_refs'],
  opinion: ['opinion', 'object_refs'],
  relationship: ['relationship_type', 'source_ref', 'target_ref'],
  report: ['name', 'published', 'object_refs'],
  sighting: ['sighting_of_ref'],
  software: ['name'],
  'threat-actor': ['name'],
  tool: ['name'],
  url: ['value'],
  vulnerability: ['name'],
};

/** Types that have no history: no `created`, no `modified`. */
export const hasHistory = (type: string): boolean =>
  (Object.hasOwn(REQUIRED, type) || type === 'language-content') && !OBSERVABLES.has(type);
