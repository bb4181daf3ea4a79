import { connect, dataOf, type Hand, type SignedIn, signIn, type TrustedBody } from '@comity/client';
import { ed25519Signer, fromHex } from '@comity/log';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { readRoots } from './house.ts';
import { type Visitor, visit } from './visitor.ts';

/** Signs in as the secretariat, whose root a demonstration holds: it manages the directory. */
export async function signInAsManager(url: string, own = ''): Promise<SignedIn> {
  const about = (await (await fetch(`${url}/about.json`)).json()) as TrustedBody;
  const roots = await readRoots(own);
  const hand: Hand = { participant: 'secretariat', signer: await ed25519Signer(fromHex(roots.secretariat!)) };
  const session = await ed25519Signer(crypto.getRandomValues(new Uint8Array(32)));
  return signIn(connect(url), { body: about.body, key: about.key }, hand, session, 1);
}

/** The secretariat in front of a browser: it has a session there, and no keys. */
export async function visitAsManager(
  browser: Browser,
  url: string,
  setting: BrowserContextOptions & { readonly language: string },
  own = '',
): Promise<Visitor> {
  const { connection } = await signInAsManager(url, own);
  const v = await visit(browser, url, setting);
  await v.context.addCookies([{ name: 'comity_session', value: connection.token!, url }]);
  return v;
}

/** A round of communication checks of this demonstration: one that is there already, or one that begins. */
export async function aRound(url: string): Promise<string> {
  const { api } = (await signInAsManager(url)).connection;
  const { rounds } = dataOf(await api.GET('/api/pings/rounds'));
  if (rounds[0]) return rounds[0].round;
  const body = { channels: ['emails', 'telephones', 'message'] as ('emails' | 'telephones' | 'message')[] };
  return dataOf(await api.POST('/api/pings/rounds', { body })).round;
}
