/** A list of nominations as it might come: 45 sound rows, and between them 120 that are damaged in every way. */
export interface ListOf165 {
  readonly bytes: Uint8Array;
  /** Lines on which sound rows begin. */
  readonly sound: readonly number[];
  /** Lines of the others, with what has to be said of each. */
  readonly damaged: readonly { readonly line: number; readonly why: RegExp }[];
}

const HEAD = 'State,Class,Note,Institution,Telephones,Emails,Languages,Hours,Name';
const STATES = [
  ['Alderia', 'alderia'],
  ['Brenmark', 'brenmark'],
  ['Corvanie', 'corvania'],
  ['dellmoor', 'dellmoor'],
  ['ESTAVIA', 'estavia'],
  ['Fjellen', 'fjellen'],
  ['Galdore', 'galdora'],
  [' hestria ', 'hestria'],
  ['Ivaria', 'ivaria'],
] as const;
const SOUND = 45;

/** Sound, and none as plain as the one before: quotes, lines, other encodings, nothing but what must be there. */
function soundRow(i: number): Uint8Array {
  const [state, domain] = STATES[i % STATES.length]!;
  const kind = i % 2 ? 'technical' : 'D';
  const note = `NV/${i}/2026`;
  const rows = [
    `${state},${kind},${note},"National CERT, section ${i}",+00 1 234 ${100 + i},desk${i}@${domain}.example,"en,fr",24/7,`,
    `${state},${kind},${note},"The ""night"" desk ${i}","+00 1 ${1000 + i}; +00 2 ${1000 + i}",,fr,,`,
    `${state},${kind},${note},"Office ${i}\nof two lines",,office${i}@${domain}.example,,,A. Example`,
    `${state},${kind},${note},Sécurité ${i},(00) 1-234/${100 + i},,,,`,
    `${state},${kind},${note},CERT-ОТДЕЛ ${i},,,"ru, en",,`,
  ];
  return Buffer.from(rows[i % rows.length]!, i % rows.length === 3 ? 'latin1' : 'utf8');
}

type Damage = readonly [rows: number, why: RegExp, row: (i: number) => string | Uint8Array];
const COLUMNS = /does not have the 9 columns/;
/** How rows are damaged, how many so, and what has to be said of it. `i` counts within a kind. */
const DAMAGES: readonly Damage[] = [
  [9, COLUMNS, (i) => `Alderia,technical,NV/a${i},"never closed,+00 1 234,,,,`],
  [9, COLUMNS, (i) => `Alderia,technical,NV/b${i},"National "CERT",+00 1 234,,,,`],
  [9, COLUMNS, (i) => `Alderia,technical,NV/c${i},CERT`],
  [7, COLUMNS, (i) => `Alderia,technical,NV/d${i},CERT, section 2,+00 1 234,,,,,`],
  [9, /No participant is called/, (i) => `Nowhere ${i},technical,NV/e${i},CERT,,,,,`],
  [4, /No participant is called “Kestonia”/, (i) => `Kestonia,technical,NV/f${i},CERT,,,,,`],
  [6, /mixes letters of Latin and Cyrillic/, (i) => `\u0410lderia,technical,NV/g${i},CERT,,,,,`],
  [
    6,
    /“c\u0435rt.*mixes letters/,
    (i) => `Alderia,technical,NV/h${i},CERT,,c\u0435rt${i}@alderia.example,,,`,
  ],
  [4, /mixes letters of Latin and Greek/, (i) => `Alderia,technical,NV/i${i},\u039dational CERT,,,,,`],
  [6, /neither diplomatic nor technical/, (i) => `Alderia,both,NV/j${i},CERT,,,,,`],
  [6, /names no note verbale/, (i) => `Alderia,technical,,CERT ${i},,,,,`],
  [7, /damaged on the way/, (i) => `Alderia,technical,NV/k${i},SÃ©curitÃ©,,,,,`],
  [4, /damaged on the way/, (i) => `Alderia,technical,NV/l${i},S\ufffdcurit\ufffd,,,,,`],
  [3, /damaged on the way/, (i) => Buffer.from(`Alderia,technical,NV/m${i},CERT,,,,,`, 'utf16le')],
  [
    8,
    /same nomination as that of line 2/,
    (i) => ` ALDERIA,d,nv 0 2026,"national cert  section 0",,${i}@x.example,,,`,
  ],
  [
    5,
    /stands for another State in line 2/,
    (i) => `Brenmark,technical,NV/n${i},CERT,,DESK0@alderia.example,,,`,
  ],
  [6, /spreadsheet wrote/, (i) => `Alderia,technical,NV/o${i},CERT,3.31E+10,,,,`],
  [3, /spreadsheet wrote/, (i) => `Alderia,technical,NV/p${i},#N/A,,,,,`],
  [4, /is no telephone number/, (i) => `Alderia,technical,NV/q${i},CERT,see the note,,,,`],
  [5, /nobody sees/, (i) => `Alderia,technical,NV/r${i},CERT,,de\u200bsk${i}@alderia.example,,,`],
];

/** Two damaged rows of the same kind stand apart from each other, with sound ones between. */
export function damagedList(): ListOf165 {
  const kinds = DAMAGES.map(([rows, why, row]) => ({ rows, why, row }));
  const shuffled = Array.from({ length: Math.max(...kinds.map(({ rows }) => rows)) }, (_, i) =>
    kinds.filter(({ rows }) => i < rows).map(({ why, row }) => ({ why, bytes: Buffer.from(row(i + 1)) })),
  ).flat();
  const rows: { why?: RegExp; bytes: Uint8Array }[] = [];
  for (let i = 0; i < SOUND; i++) {
    rows.push({ bytes: soundRow(i) });
    const [from, to] = [i, i + 1].map((at) => Math.floor((at * shuffled.length) / SOUND));
    rows.push(...shuffled.slice(from, to));
  }
  const parts: Uint8Array[] = [Buffer.from(`${HEAD}\n`)];
  const sound: number[] = [];
  const damaged: { line: number; why: RegExp }[] = [];
  let line = 2;
  for (const { why, bytes } of rows) {
    if (why) damaged.push({ line, why });
    else sound.push(line);
    parts.push(bytes, Buffer.from('\n'));
    line += 1 + bytes.filter((byte) => byte === 0x0a).length;
  }
  return { bytes: Buffer.concat(parts), sound, damaged };
}
