import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  act,
  type Connection,
  connect,
  dataOf,
  type Hand,
  type SignedIn,
  send,
  signIn,
  type TrustedBody,
} from '@comity/client';
import { ed25519Signer, type Signer, toHex } from '@comity/log';
import { type ContactKey, generateContactKey, openpgpVerifier } from '@comity/seal';
import type { House } from '@comity/server';
import { type Report, verifyBundle } from '@comity/verify';
import { certifyKey, nominate } from '../contacts.ts';
import { acknowledge, openThread, readDirectory, readThread, sendMessage } from '../messages.ts';
import { addPerson, type Place, setAdministrators, setAuthorities } from '../people.ts';
import type { Terminal } from '../terminal.ts';
import { openBundle } from '../verifying/bundlefile.ts';
import { demoStix, readStates } from './corpus.ts';
import { readDemoKeys } from './founding.ts';
import { keepIdentities } from './identities.ts';
import { draw } from './lots.ts';

/** One side of the story: a State with an administrator, an officer on duty, and a contact. */
interface Side {
  readonly id: string;
  readonly name: string;
  readonly root: Hand;
  readonly officer: SignedIn;
  readonly contact: string;
  readonly key: ContactKey;
}

/** Plays the story once, over HTTP like everyone, with a line for each step. Returns the report of the verifier. */
export async function playStory(
  house: House,
  url: string,
  trust: TrustedBody,
  terminal: Terminal,
): Promise<Report> {
  const place: Place = { connection: connect(url), trust };
  const seed = house.record.held.now.founding.demo!.seed;
  const states = (await readStates()).filter((s) => s.kind === 'state');
  const [a, b] = draw(seed, 'story', states, 2) as [(typeof states)[number], (typeof states)[number]];
  const say = (step: string, what: string) => terminal.say(`  ${step.padEnd(13)} ${what}`);
  terminal.say(
    `The story, with two States drawn by lot: ${a.names.en} and ${b.names.en}. Persons and incident are fictitious.`,
  );

  const from = await seat(house, place, a.id, a.names.en!, say);
  const to = await seat(house, place, b.id, b.names.en!, say);
  for (const side of [from, to]) {
    await act(place.connection, trust, side.root, 'body.confirmed', {}, { offline: true });
  }
  say('confirmed', `${from.name} and ${to.name} confirmed the founding of the body`);
  const heard = listen(to.officer.connection);
  const thread = await notify(place, from, to, say);
  say('received', `${to.name} heard of entry ${await heard} as it happened`);
  await answer(place, to, thread, say);
  return exportAndVerify(house, to, trust, say);
}

type Say = (step: string, what: string) => void;

async function seat(house: House, place: Place, id: string, name: string, say: Say): Promise<Side> {
  const { roots } = await readDemoKeys(house);
  const root: Hand = { participant: id, signer: roots.get(id)! };
  const enrolled = house.record.held.now.seats.get(id)!.root!;
  say('root', `${name}: root ${enrolled.keyId.slice(0, 16)}… enrolled`);
  const administrator = await newSigner();
  const admin = await addPerson(place, root, {
    name: `Administrator of ${name}`,
    signer: administrator.signer,
  });
  await setAdministrators(place, root, [admin.person], 1);
  await setAuthorities(place, root, admin.person, ['directory']);
  const adminHand: Hand = { participant: id, person: admin.person, signer: administrator.signer };
  const duty = await newSigner();
  const officer = await addPerson(place, adminHand, {
    name: `Officer on duty, ${name}`,
    signer: duty.signer,
  });
  await setAuthorities(place, adminHand, officer.person, ['exchange']);
  say('certified', `${name}: one administrator (threshold 1) and one officer on duty`);
  const officerHand: Hand = { participant: id, person: officer.person, signer: duty.signer };
  const { contact, key } = await openOffice(place, adminHand, officer.person, id, name, say);
  const session = await newSigner();
  const signedIn = await signIn(place.connection, place.trust, officerHand, session.signer);
  await keepIdentities(house, place, [
    { name: `${id}-root`, hand: root, seed: await rootSeed(house, id) },
    { name: `${id}-admin`, hand: adminHand, seed: administrator.seed },
    { name: `${id}-officer`, hand: officerHand, seed: duty.seed, contact: { contact, key } },
  ]);
  return { id, name, root, officer: signedIn, contact, key };
}

async function openOffice(place: Place, admin: Hand, officer: string, id: string, name: string, say: Say) {
  const { contact } = await nominate(place, admin, {
    class: 'technical',
    roster: [officer],
    fields: {
      institution: { value: `National CERT of ${name} (fictitious)`, readers: 'participants' },
      role: { value: 'Incident response', readers: 'participants' },
      emails: { value: [`cert@${id}.example`], readers: 'participants' },
      languages: { value: ['en'], readers: 'participants' },
      hours: { value: '24/7', readers: 'participants' },
      name: { value: `Officer on duty, ${name}`, readers: 'own' },
    },
  });
  const key = await generateContactKey({ at: new Date().toISOString() });
  const reader = await signIn(place.connection, place.trust, admin, (await newSigner()).signer, 1);
  await certifyKey(place, reader.connection, admin, {
    contact,
    publicKey: key.publicKey,
    fingerprint: key.fingerprint,
  });
  say('nominated', `${name}: technical contact, key ${key.fingerprint.slice(-16).toUpperCase()} certified`);
  return { contact, key };
}

async function newSigner(): Promise<{ seed: string; signer: Signer }> {
  const seed = new Uint8Array(randomBytes(32));
  return { seed: toHex(seed), signer: await ed25519Signer(seed) };
}

async function rootSeed(house: House, id: string): Promise<string> {
  const { readFile } = await import('node:fs/promises');
  const all = JSON.parse(await readFile(join(house.config.dataFolder, 'demo', 'roots.json'), 'utf8'));
  return (all as Record<string, string>)[id]!;
}

async function notify(place: Place, from: Side, to: Side, say: Say): Promise<string> {
  const directory = await readDirectory(from.officer.connection);
  const recipients = directory.filter((c) => c.contact === to.contact);
  const name = 'malicious-email-indicator-with-attachment.json';
  const { sealed, receipt } = await sendMessage(place, {
    reader: from.officer.connection,
    hand: from.officer.hand,
    from: from.contact,
    signer: { privateKey: from.key.privateKey },
    to: recipients,
    letter: {
      type: 'notification',
      exercise: false,
      language: 'en',
      subject: 'Phishing campaign against a fictitious ministry',
      text: 'We observed mail with the attached indicator reaching addresses of ministry.example. No attribution is implied. Please tell us whether you see the same.',
      asks: ['Have you seen this indicator?'],
      deadline: nextHour(24),
      attachments: [{ name, mediaType: 'application/stix+json', bytes: await demoStix() }],
    },
  });
  say(
    'sealed',
    `${from.name} → ${to.name}: notice with a STIX bundle, ${sealed.ciphertext.length} bytes sealed`,
  );
  const promised =
    'promise' in receipt ? `, promised in a checkpoint by ${receipt.promise.statement.by}` : '';
  say('sent', `entry ${receipt.index}${promised}`);
  return sealed.header.thread;
}

/** Deadlines are rounded up to the next full hour. */
const nextHour = (hours: number) =>
  new Date(Math.ceil(Date.now() / 3_600_000 + hours) * 3_600_000).toISOString();

/** Waits for the first restricted entry that reaches this State; resolves with its index. */
async function listen(connection: Connection): Promise<number> {
  const answer = await send(connection, '/api/events');
  const reader = answer.body!.getReader();
  const decoder = new TextDecoder();
  for (let text = ''; ; ) {
    const { done, value } = await reader.read();
    if (done) throw new Error('The stream of events ended.');
    text += decoder.decode(value, { stream: true });
    const found = /data: (\{[^\n]*"type":"exchange\.sent"[^\n]*\})/.exec(text);
    if (!found) continue;
    await reader.cancel();
    return (JSON.parse(found[1]!) as { index: number }).index;
  }
}

async function answer(place: Place, to: Side, thread: string, say: Say): Promise<void> {
  const { messages } = await readThread(to.officer.connection, thread);
  const opener = {
    reader: to.officer.connection,
    participant: to.id,
    keys: [{ privateKey: to.key.privateKey }],
  };
  const [[message, opened]] = (await openThread(opener, messages)) as [
    [(typeof messages)[number], Awaited<ReturnType<typeof openThread>>[number][1]],
  ];
  for (const { check, ok, says } of opened.checks) say(ok ? 'check' : 'FAILED', `${check}: ${says}`);
  if (opened.kind !== 'bound') throw new Error('The message of the story did not pass its checks.');
  const receipt = await acknowledge(place, to.officer.hand, message, to.contact);
  say('acknowledged', `${to.name} acknowledged in entry ${receipt.index}`);
}

async function exportAndVerify(house: House, to: Side, trust: TrustedBody, say: Say): Promise<Report> {
  const path = join(house.config.dataFolder, 'demo', `record-${to.id}.tar`);
  await published(to.officer.connection);
  const answer = await send(to.officer.connection, '/api/bundle');
  await pipeline(Readable.fromWeb(answer.body as never), createWriteStream(path));
  say('exported', `the record with what ${to.name} may open: ${path}`);
  const file = await openBundle(path);
  const report = await verifyBundle(file, { trust, verifiers: { openpgp: openpgpVerifier } }).finally(
    file.close,
  );
  say(
    report.verdict,
    `${report.size} entries replayed through the rules; checkpoint, tree, signatures and streams hold`,
  );
  for (const fault of report.faults) say('FAULT', fault.says);
  return report;
}

/** Waits until the newest entry is in a checkpoint. */
async function published(connection: Connection): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const newest = dataOf(await connection.api.GET('/api/acts', { params: { query: { limit: 1 } } }))
      .entries[0]!;
    const note = await (await send(connection, '/checkpoint')).text();
    if (Number(note.split('\n')[1]) > newest.index) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
