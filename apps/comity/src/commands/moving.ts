import { join } from 'node:path';
import type { House, Standing } from '@comity/server';
import { writeHostFile } from '../hostfile.ts';
import { writePrivate } from '../keyring.ts';
import type { MovedIn } from '../movingin.ts';
import { pairs } from '../terminal.ts';
import { readTrust } from '../trust.ts';
import { withHouse } from './house.ts';
import type { Answer, Setting } from './setting.ts';

export interface InitFromOptions {
  readonly from: string;
  readonly trust: string;
  readonly openings: readonly string[];
  readonly hostChanges: readonly string[];
  readonly origin: readonly string[];
  readonly rpId: readonly string[];
}

/** Brings in a body that another host kept: verified first, whole or not at all. */
export async function initFrom(
  setting: Setting,
  options: Partial<InitFromOptions> & Pick<InitFromOptions, 'from'>,
): Promise<Answer> {
  const trust = options.trust === undefined ? undefined : await readTrust(options.trust);
  return withHouse(setting, async (house) => {
    const { moveFromFiles } = await import('../movingin.ts');
    const moved = await moveFromFiles(
      house,
      {
        bundle: options.from,
        openings: options.openings ?? [],
        changes: options.hostChanges ?? [],
        ...(trust ? { trust: { body: trust.body, key: trust.key } } : {}),
      },
      setting.terminal,
    );
    return movedIn(house, moved, options);
  });
}

async function movedIn(house: House, moved: MovedIn, options: Partial<InitFromOptions>): Promise<Answer> {
  const { keyInForce } = await import('../movingin.ts');
  const { config } = house;
  const url = options.origin?.[0] ?? config.origin ?? `http://${config.host}:${config.port}`;
  const { report, ...rest } = moved;
  const trust = { url, body: moved.body, key: keyInForce(house) };
  await writePrivate(join(config.dataFolder, 'trust.json'), `${JSON.stringify(trust, null, 2)}\n`);
  const host = moved.standing === 'awaited' ? await writeName(house, url, options) : undefined;
  return {
    value: { ...rest, ...trust, trust: report.trust, hosts: report.hosts, ...(host ? { host } : {}) },
    lines: [
      `The body is here: ${moved.size} entries${report.trust === 'given' ? '' : ' (self-asserted: nobody told which body and key to expect)'}.`,
      ...pairs({ body: moved.body, key: trust.key, 'data folder': config.dataFolder }),
      ...lacking(moved),
      ...next(moved.standing, house, host),
    ],
  };
}

async function writeName(house: House, url: string, options: Partial<InitFromOptions>): Promise<string> {
  const { ownName } = await import('../movingin.ts');
  const path = join(house.config.dataFolder, 'host.json');
  await writeHostFile(path, ownName(house, options.origin ?? [url], options.rpId ?? []));
  return path;
}

/** What did not come over, in plain words. */
function lacking({ closed, closedFields, missingBlobs }: MovedIn): string[] {
  const lines = [
    closed > 0 ? `  ${closed} restricted acts are not opened: their messages cannot be read here.` : '',
    closedFields > 0 ? `  ${closedFields} fields are not opened: names, addresses, recipients.` : '',
    missingBlobs > 0 ? `  ${missingBlobs} files that acts name did not come with them.` : '',
  ].filter(Boolean);
  if (lines.length === 0) return [];
  const how =
    'Each State exports what it may open; in an empty data folder: comity init --from … --openings FILE';
  return ['', 'Missing:', ...lines, `  ${how}`];
}

function next(standing: Standing, { config, record }: House, host: string | undefined): string[] {
  if (standing === 'in-force')
    return ['', `This host is in force. Next: comity serve --data ${config.dataFolder}`];
  const { hostChange } = record.held.now.founding;
  return [
    '',
    'This host is not in force yet: it places and signs nothing until it is named.',
    `  Roots of ${hostChange} States name it: comity state root change-host ${host} --offline FILE`,
    `  Each file is sent here: comity serve --data ${config.dataFolder}; comity submit FILE`,
    '  Or the old host does, if it can: comity host change --to that file --out move.tar; then begin again with it.',
  ];
}

/** What a server says of itself when it is not the host in force. */
export async function hostLines({ record }: House): Promise<string[]> {
  const { standingOf } = await import('@comity/server');
  const state = record.held.now;
  const standing = standingOf(record, state);
  if (standing === 'in-force') return [];
  const where = state.host.origins.join(' ');
  return standing === 'moved'
    ? [`The body has moved to ${where}: this server shows its record up to there, and places nothing.`]
    : [
        `This host is not in force yet (${where} is): it takes only what names it. See host.json in the data folder.`,
      ];
}

/** The trust file of the data folder names the host in force, once this one is. A demonstration has none. */
export async function keepTrustFile(house: House): Promise<void> {
  const { keyInForce } = await import('../movingin.ts');
  const path = join(house.config.dataFolder, 'trust.json');
  const kept = await readTrust(path).catch(() => undefined);
  const key = keyInForce(house);
  if (kept && kept.key !== key) await writePrivate(path, `${JSON.stringify({ ...kept, key }, null, 2)}\n`);
}
