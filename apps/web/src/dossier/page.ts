import { parseSubmitted, type SubmittedList } from '@comity/acts';
import { type DossierReport, readZip, verifyDossier } from '@comity/dossier';
import {
  fromBase64,
  type Policy,
  parsePolicy,
  platformVerifiers,
  sha256Hex,
  utf8,
  type Verifiers,
} from '@comity/log';
import { code, el, facts } from './elements.ts';
import { reportView } from './report.ts';
import { language, languages, nameOf, speak, t } from './words.ts';

/**
 * A dossier that verifies itself: no request leaves this page, and what it must believe comes from the reader. The
 * elements `words` and `contents` hold all the rest.
 */
interface Given {
  trust?: { body: string; key: string };
  policy?: Policy;
  readonly lists: SubmittedList[];
}

const zip = fromBase64(document.getElementById('contents')!.textContent);
const given: Given = { lists: [] };
const main = document.getElementById('main')!;
let report: DossierReport | undefined;
let problem: string | undefined;

/** Ed25519 is new in browsers. Where it is missing it must read as missing, not as a signature that is false. */
async function verifiersHere(): Promise<Verifiers> {
  const { ed25519, ...others } = platformVerifiers;
  try {
    await crypto.subtle.importKey('raw', new Uint8Array(32), 'Ed25519', false, ['verify']);
    return { ...others, ed25519: ed25519! };
  } catch {
    return {};
  }
}

async function verify(): Promise<void> {
  report = undefined;
  show();
  const { trust, policy, lists } = given;
  const verifiers = await verifiersHere();
  report = await verifyDossier(zip, {
    ...(trust ? { trust } : {}),
    ...(policy ? { policy } : {}),
    ...{ submitted: lists, verifiers },
  });
  show();
}

function blobsHere(): ReadonlyMap<string, Uint8Array> {
  try {
    return new Map(readZip(zip).map(({ name, content }) => [name.replace('blobs/', ''), content]));
  } catch {
    return new Map();
  }
}
const blobs = blobsHere();

function show(): void {
  const held = document.activeElement?.id;
  document.title = t('dossier.title');
  main.replaceChildren(
    languageView(),
    el('h1', {}, t('dossier.title')),
    el('p', { class: 'note' }, t('dossier.self'), ' ', code('comity dossier verify FILE')),
    ...(report ? reportView(report, blobs) : [el('p', { role: 'status' }, t('dossier.checking'))]),
    expectView(),
    facts([[t('dossier.code'), code(sha256Hex(utf8(document.getElementById('code')!.textContent)))]]),
  );
  if (held) document.getElementById(held)?.focus();
}

function languageView(): HTMLElement {
  const options = languages.map((tag) =>
    el('option', { value: tag, lang: tag, ...(tag === language() ? { selected: '' } : {}) }, nameOf(tag)),
  );
  const change = ({ target }: Event) => {
    speak((target as HTMLSelectElement).value);
    show();
  };
  return el(
    'p',
    { class: 'tools' },
    el('label', { for: 'language' }, t('dossier.language'), ' '),
    el('select', { id: 'language', change }, ...options),
  );
}

function expectView(): HTMLElement {
  return el(
    'section',
    { class: 'tools' },
    el('h2', {}, t('dossier.expect')),
    problem !== undefined &&
      el('p', { class: 'stop', role: 'alert' }, t('dossier.unreadable', { why: problem })),
    fileView('trust', t('dossier.trust'), given.trust !== undefined, (bytes) => {
      given.trust = readTrust(bytes);
    }),
    el('label', { for: 'paste' }, t('dossier.paste')),
    el('textarea', {
      ...{ id: 'paste', rows: '3', dir: 'ltr', spellcheck: 'false' },
      change: ({ target }) =>
        void take(async () => {
          given.trust = readTrust(utf8((target as HTMLTextAreaElement).value));
        }),
    }),
    fileView('policy', t('dossier.policy'), given.policy !== undefined, (bytes) => {
      given.policy = parsePolicy(bytes);
    }),
    fileView('lists', t('dossier.lists'), given.lists.length > 0, (bytes) => {
      given.lists.push(parseSubmitted(bytes));
    }),
  );
}

function fileView(
  id: string,
  label: string,
  isGiven: boolean,
  read: (bytes: Uint8Array) => void,
): HTMLElement {
  const change = ({ target }: Event) =>
    void take(async () => {
      for (const file of (target as HTMLInputElement).files ?? [])
        read(new Uint8Array(await file.arrayBuffer()));
    });
  return el(
    'p',
    {},
    el('label', { for: id }, label, isGiven ? ' ✓' : ''),
    el('input', { id, type: 'file', change }),
  );
}

/** Takes what the reader gives; what cannot be read changes nothing. */
async function take(reading: () => Promise<void>): Promise<void> {
  try {
    await reading();
    problem = undefined;
    await verify();
  } catch (error) {
    problem = (error as Error).message;
    show();
  }
}

function readTrust(bytes: Uint8Array): { body: string; key: string } {
  const { body, key } = JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>;
  if (typeof body !== 'string' || typeof key !== 'string') throw new Error('{ "body": …, "key": … }');
  return { body, key };
}

speak(language());
verify().catch((error: Error) => {
  main.replaceChildren(
    el('p', { class: 'verdict stop', role: 'alert' }, t('dossier.unreadable', { why: error.message })),
  );
});
