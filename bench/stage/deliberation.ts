import { newId } from '@comity/acts';
import { act, dataOf, putBlob } from '@comity/client';
import { sha256Hex } from '@comity/log';
import { formatText, type Text, walk, wordsOf } from '@comity/text';
import { type Change, formatProposal, reachOf, rewording } from '@comity/text/proposals';
import { type Body, byRoot, type Member, statesOf } from './members.ts';

const POSITIONS = ['can-live-with', 'instructions-pending', 'reserve', 'support'] as const;
/** Procedures that are open at a time, beside those of the demonstration. */
const OPEN = 4;
const STATES = 60;

interface Objection {
  readonly member: Member;
  readonly procedure: string;
  readonly objection: string;
}
interface Proposal {
  readonly id: string;
  readonly by: Member;
  readonly joined: Set<Member>;
}
type Draw = <T>(from: readonly T[]) => T;

/**
 * A body that decides and negotiates, at random: procedures are opened, spoken in, objected to, and withdrawn; proposals are
 * made, joined, left, spoken to. In a round each State does one thing, so its acts may be sent in any order.
 */
export class Deliberation {
  readonly #body: Body;
  readonly #states: readonly Member[];
  readonly #document: string;
  readonly #draw: Draw;
  readonly #open: string[] = [];
  readonly #present = new Set<string>();
  #objections: Objection[] = [];
  #proposals: Proposal[] = [];

  private constructor(body: Body, states: readonly Member[], document: string, draw: Draw) {
    this.#body = body;
    this.#states = states;
    this.#document = document;
    this.#draw = draw;
  }

  /** On the text that the demonstration negotiates; `seed` names what is drawn. */
  static async begin(body: Body, seed: string): Promise<Deliberation> {
    const { negotiations } = dataOf(await body.connection.api.GET('/api/negotiations'));
    const { document } = negotiations.find(({ closed }) => closed === undefined)!;
    let drawn = 0;
    const draw: Draw = (from) =>
      from[
        Number.parseInt(sha256Hex(new TextEncoder().encode(`${seed} ${drawn++}`)).slice(0, 8), 16) %
          from.length
      ]!;
    return new Deliberation(body, await statesOf(body), document, draw);
  }

  /** One procedure more, the oldest withdrawn; then what the States do. Answers with acts that are not sent yet. */
  async round(): Promise<Uint8Array[]> {
    if (this.#open.length >= OPEN) await this.#withdraw(this.#open.shift()!);
    this.#open.push(await this.#opens());
    const text = await this.#standing();
    const touched = new Set<unknown>();
    const acts: Uint8Array[] = [];
    for (const member of this.#some(STATES)) {
      const deed = this.#draw([
        ...[this.#position, this.#presence, this.#objects, this.#takesBack],
        ...[this.#speaks, this.#proposes, this.#joins, this.#leaves],
      ]);
      const made = await deed.call(this, member, { text, touched });
      if (made) acts.push(made);
    }
    return acts;
  }

  #some(count: number): Member[] {
    const left = [...this.#states];
    return Array.from({ length: Math.min(count, left.length) }, () => {
      const one = this.#draw(left);
      left.splice(left.indexOf(one), 1);
      return one;
    });
  }

  /** What is about to be withdrawn is left alone. */
  #procedure = () => this.#draw(this.#open);

  async #opens(): Promise<string> {
    const { secretariat, secretary, trust } = this.#body;
    const procedure = newId('pro');
    const text = new TextEncoder().encode(`A mandate of the exercise, ${procedure}.`);
    const sha256 = sha256Hex(text);
    await putBlob(secretariat.connection, sha256, text);
    const subject = { kind: 'mandate', sha256 } as const;
    const data = { procedure, kind: 'room', subject, layer: 'plenary', disclosure: 'state' } as const;
    await act(secretariat.connection, trust, secretary, 'decisions.opened', data);
    return procedure;
  }

  /** By what the server says it could be closed with: the entries and the head of its stream stand in it. */
  async #withdraw(procedure: string): Promise<void> {
    const { secretariat, secretary, trust } = this.#body;
    const params = { path: { procedure } };
    const { can } = dataOf(await secretariat.connection.api.GET('/api/procedures/{procedure}', { params }));
    const closing = can.find(
      ({ type, data, answer }) =>
        type === 'decisions.closed' &&
        (data as { outcome: string }).outcome === 'withdrawn' &&
        answer.allowed,
    );
    if (!closing) throw new Error(`${procedure} cannot be withdrawn.`);
    await act(secretariat.connection, trust, secretary, 'decisions.closed', closing.data as never);
    this.#objections = this.#objections.filter((one) => one.procedure !== procedure);
  }

  async #standing(): Promise<{ hash: string; text: Text; open: string[] }> {
    const { api } = this.#body.connection;
    const path = { document: this.#document };
    const view = { ...path, view: 'clean' as const };
    const [shown, n] = await Promise.all([
      api.GET('/api/negotiations/{document}/views/{view}', { params: { path: view } }).then(dataOf),
      api.GET('/api/negotiations/{document}', { params: { path } }).then(dataOf),
    ]);
    const closed = new Set(
      n.paragraphs
        .filter(
          ({ agreement }) =>
            agreement && !['pending', 'pending-delegations', 'reopened'].includes(agreement.kind),
        )
        .map(({ paragraph }) => paragraph),
    );
    const text = shown.data.text as Text;
    if (sha256Hex(formatText(text)) !== shown.text) throw new Error('The server gave another text.');
    const open = walk(text).flatMap((spot) =>
      wordsOf(spot) && !closed.has(spot.node.id) ? [spot.node.id] : [],
    );
    return { hash: shown.text, text, open };
  }

  async #position(member: Member) {
    const data = { procedure: this.#procedure(), position: this.#draw(POSITIONS) };
    return (await byRoot(this.#body, member, 'decisions.position-stated', data)).bytes;
  }

  async #presence(member: Member) {
    const procedure = this.#procedure();
    const name = `${procedure} ${member.participant}`;
    // Whoever is present is so once.
    if (this.#present.has(name)) return undefined;
    this.#present.add(name);
    return (await byRoot(this.#body, member, 'decisions.presence-stated', { procedure })).bytes;
  }

  async #objects(member: Member) {
    const procedure = this.#procedure();
    if (this.#objections.some((one) => one.member === member && one.procedure === procedure))
      return undefined;
    const { bytes, id } = await byRoot(this.#body, member, 'decisions.objected', { procedure });
    this.#objections.push({ member, procedure, objection: id });
    return bytes;
  }

  async #takesBack(member: Member) {
    const own = this.#objections.find((one) => one.member === member);
    if (!own) return undefined;
    this.#objections.splice(this.#objections.indexOf(own), 1);
    const { procedure, objection } = own;
    const data = { procedure, objection };
    return (await byRoot(this.#body, member, 'decisions.objection-withdrawn', data)).bytes;
  }

  async #speaks(member: Member, { text }: Scene) {
    const data = {
      ...{ document: this.#document, position: this.#draw(POSITIONS) },
      paragraphs: [this.#draw(text.open)],
    };
    return (await byRoot(this.#body, member, 'negotiation.position-stated', data)).bytes;
  }

  async #proposes(member: Member, { text: { hash, text, open } }: Scene) {
    const at = this.#draw(open);
    const change = rewording(text, at, `In words of ${member.participant}, ${newId('prp').slice(4, 10)}.`);
    const changes: Change[] = change ? [change] : [];
    const content = formatProposal({
      v: 1,
      original: text.language,
      versions: { [text.language]: { on: hash, changes } },
    });
    const sha256 = sha256Hex(content);
    await putBlob(member.session!.connection, sha256, content);
    const proposal = newId('prp');
    const data = {
      ...{ document: this.#document, proposal, on: hash, paragraphs: reachOf(changes).touches },
      content: { sha256, size: content.length },
    };
    const { bytes } = await byRoot(this.#body, member, 'negotiation.proposed', data);
    this.#fresh.push({ id: proposal, by: member, joined: new Set([member]) });
    return bytes;
  }

  /** Made in this round: nobody joins before they are placed. */
  #fresh: Proposal[] = [];

  async #joins(member: Member, { touched }: Scene) {
    const one = this.#proposals.find((p) => !touched.has(p) && !p.joined.has(member));
    if (!one) return undefined;
    touched.add(one);
    one.joined.add(member);
    const data = {
      document: this.#document,
      proposal: one.id,
      as: this.#draw(['co-sponsor', 'supporter'] as const),
    };
    return (await byRoot(this.#body, member, 'negotiation.joined', data)).bytes;
  }

  async #leaves(member: Member, { touched }: Scene) {
    const one = this.#proposals.find((p) => !touched.has(p) && p.joined.has(member));
    if (!one) return undefined;
    touched.add(one);
    // Nobody joins it any more: it may be withdrawn by this.
    this.#proposals = this.#proposals.filter((p) => p !== one);
    const data = { document: this.#document, proposal: one.id };
    return (await byRoot(this.#body, member, 'negotiation.left', data)).bytes;
  }

  /** What was made in the last round stands on the record now. */
  settled(): void {
    this.#proposals.push(...this.#fresh.splice(0));
  }
}

interface Scene {
  readonly text: { readonly hash: string; readonly text: Text; readonly open: readonly string[] };
  /** Proposals that somebody joins or leaves in this round. */
  readonly touched: Set<unknown>;
}
