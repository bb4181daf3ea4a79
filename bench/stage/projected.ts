import { actId, Ledger, parseLeaf, readDisclosed } from '@comity/acts';
import { canonicalText, decodeEntries, parseCheckpoint, parseNote, TILE_WIDTH, tilePath } from '@comity/log';
import pg from 'pg';
import { type House, socketOf } from './processes.ts';

/** The leaves of the log as everybody is served them. */
async function* leavesOf({ url }: House): AsyncGenerator<Uint8Array> {
  const read = async (path: string) => new Uint8Array(await (await fetch(`${url}/${path}`)).arrayBuffer());
  const { size } = parseCheckpoint(parseNote(await read('checkpoint')).text);
  for (let index = 0; index * TILE_WIDTH < size; index++) {
    const width = Math.min(TILE_WIDTH, size - index * TILE_WIDTH);
    yield* decodeEntries(await read(tilePath('entries', index, width))).slice(0, width);
  }
}

/** What the log adds up to when it is folded from nothing. */
async function replayed(house: House): Promise<Ledger> {
  const ledger = new Ledger();
  for await (const bytes of leavesOf(house)) {
    const leaf = parseLeaf(bytes);
    const received = Date.parse(leaf.received);
    if (leaf.tier === 'public') ledger.fold({ act: leaf.act, id: actId(leaf.act), received });
    else {
      const disclosed = readDisclosed(leaf);
      if (disclosed) ledger.foldDisclosed(disclosed, leaf.commitment, received);
    }
  }
  return ledger;
}

type Row = { readonly fact: unknown; readonly held: (ledger: Ledger) => unknown; readonly name: string };

/** The rows that the rooms write beside the record while acts are placed. */
async function rowsOf(house: House): Promise<Row[]> {
  const client = new pg.Client({
    host: await socketOf(house),
    port: 5432,
    user: 'comity',
    database: 'postgres',
  });
  await client.connect();
  const rows = async (sql: string) => (await client.query(sql)).rows;
  try {
    return [
      // Of procedures that disclose less than the State the public log holds less than the host.
      ...(await rows(`select id, fact from procedure where fact ->> 'disclosure' = 'state'`)).map(
        ({ id, fact }): Row => ({ name: id, fact, held: (l) => l.procedure(id) }),
      ),
      ...(await rows('select document, fact from negotiation')).map(
        ({ document, fact }): Row => ({ name: document, fact, held: (l) => l.negotiation(document) }),
      ),
      ...(await rows('select id, fact from negotiation_proposal')).map(
        ({ id, fact }): Row => ({ name: id, fact, held: (l) => l.proposal(id) }),
      ),
      ...(await rows('select document, paragraph, fact from negotiation_paragraph')).map(
        ({ document, paragraph, fact }): Row => ({
          ...{ name: `${document} ${paragraph}`, fact },
          held: (l) => l.paragraph(document, paragraph),
        }),
      ),
      ...(await rows('select act, fact from negotiation_position')).map(
        ({ act, fact }): Row => ({ name: act, fact, held: (l) => l.position(act) }),
      ),
    ];
  } finally {
    await client.end();
  }
}

const plain = (value: unknown) =>
  value === undefined ? '' : canonicalText(JSON.parse(JSON.stringify(value)));

/** Compares every row with what replaying the served log gives; names those that differ. */
export async function compareProjection(house: House): Promise<{ rows: number; differ: string[] }> {
  const [ledger, rows] = [await replayed(house), await rowsOf(house)];
  const differ = rows.filter(({ fact, held }) => plain(fact) !== plain(held(ledger))).map(({ name }) => name);
  return { rows: rows.length, differ };
}
