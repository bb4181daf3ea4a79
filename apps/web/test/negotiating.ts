import { type DataOf, describeKey, newId, proveKey } from '@comity/acts';
import { connect, dataOf } from '@comity/client';
import type { Text } from '@comity/text';
import { workingLabels } from '@comity/text';
import { type Change, formatProposal, reachOf, rewording } from '@comity/text/proposals';
import { does, type Ground, newSigner, type Person, puts } from './stage.ts';

/** The text under negotiation of the demonstration. */
export async function findText({ url }: Pick<Ground, 'url'>): Promise<string> {
  const { negotiations } = dataOf(await connect(url).api.GET('/api/negotiations'));
  return negotiations[0]!.document;
}

async function standing({ url }: Ground, document: string): Promise<{ text: Text; on: string }> {
  const path = { document, view: 'clean' as const };
  const view = dataOf(
    await connect(url).api.GET('/api/negotiations/{document}/views/{view}', { params: { path } }),
  );
  return { text: view.data.text as Text, on: view.text };
}

/** Proposes other words for the paragraph of this label. Answers with the id of the proposal. */
export async function proposes(
  ground: Ground,
  by: Person,
  document: string,
  label: string,
  words: string,
): Promise<string> {
  const { text, on } = await standing(ground, document);
  const id = [...workingLabels(text)].find(([, own]) => own === label)![0];
  const changes: Change[] = [rewording(text, id, words)!];
  const file = formatProposal({ v: 1, original: 'en', versions: { en: { on, changes } } });
  const content = { sha256: await puts(ground, by, file), size: file.length };
  const proposal = newId('prp');
  const { touches } = reachOf(changes);
  await does(ground, by, 'negotiation.proposed', { document, proposal, on, content, paragraphs: touches });
  return proposal;
}

/** Whoever presides takes a proposal into the text. */
export async function accepts(
  ground: Ground,
  chair: Person,
  document: string,
  proposal: string,
): Promise<void> {
  const params = { path: { document }, query: { proposals: proposal } };
  const { on, result } = dataOf(
    await connect(ground.url).api.GET('/api/negotiations/{document}/outcome', { params }),
  );
  const settled = { document, proposals: [proposal], outcome: 'accepted' as const, on };
  await does(ground, chair, 'negotiation.settled', { ...settled, ...(result ? { result } : {}) });
}

/** Whoever presides marks where the paragraph of this label stands. */
export async function marks(
  ground: Ground,
  chair: Person,
  document: string,
  label: string,
  agreement: DataOf<'negotiation.agreement-marked'>['agreement'],
): Promise<void> {
  const { text, on } = await standing(ground, document);
  const id = [...workingLabels(text)].find(([, own]) => own === label)![0];
  await does(ground, chair, 'negotiation.agreement-marked', { document, paragraphs: [id], on, agreement });
}

/** The chair whom the demonstration elected, with a key that its State adds for this test. */
export async function chairOf(ground: Ground): Promise<Person> {
  const query = { type: 'decisions.closed', limit: 20 };
  const { entries } = dataOf(await connect(ground.url).api.GET('/api/acts', { params: { query } }));
  const effects = entries.map(
    ({ content }) => (content as unknown as { data: DataOf<'decisions.closed'> } | undefined)?.data.effect,
  );
  const { participant, person } = effects.find((effect) => effect?.office === 'chair')!;
  const [signer, { body }] = [await newSigner(), ground.trust];
  const key = describeKey('ed25519', signer.publicKey);
  const proof = await proveKey({ body, participant, person }, key, signer);
  await does(ground, await ground.root(participant), 'people.key-added', { person, key, proof });
  return { participant, person, signer };
}
