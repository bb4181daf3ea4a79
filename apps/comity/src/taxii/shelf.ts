import { uuidFor } from '@comity/feeds';
import { type Collection, type Page, Pile, type Query, type Shelf, type Status } from '@comity/feeds/taxii';
import type { Received } from './letter.ts';
import type { Outbox } from './outbox.ts';
import type { Times } from './times.ts';

const RECEIVED = 'received';
const EXERCISES = 'exercises';
const OUTBOX = 'outbox';
const from = (participant: string) => `from-${participant}`;

/** The namespace of the ids of collections: the same State of the same body is the same collection on any machine. */
const COLLECTIONS = '6c2a1d7e-3b9f-4f0a-9d52-1e7b84c0a3f5';

/**
 * What a State's own machines may see: what others sent it, whole and by sender; exercises apart, so that none is taken
 * for real; and an outbox for what its machines hand in. Everything received is in memory only.
 */
export class LocalShelf implements Shelf {
  readonly #body: string;
  readonly #outbox: Outbox;
  readonly #times: Times;
  readonly #clock: () => number;
  readonly #nameOf: (participant: string) => string;
  readonly #piles = new Map<string, Pile>([
    [RECEIVED, new Pile()],
    [EXERCISES, new Pile()],
  ]);
  readonly #messages = new Set<string>();

  constructor(given: {
    body: string;
    outbox: Outbox;
    times: Times;
    clock: () => number;
    nameOf: (participant: string) => string;
  }) {
    this.#body = given.body;
    this.#outbox = given.outbox;
    this.#times = given.times;
    this.#clock = given.clock;
    this.#nameOf = given.nameOf;
  }

  holds(message: string): boolean {
    return this.#messages.has(message);
  }

  /** Takes in what is new, in the order in which it became known here. Answers with ids that were known otherwise. */
  async receive(received: readonly Received[]): Promise<string[]> {
    const fresh = received.filter(({ message }) => !this.#messages.has(message));
    const known = (one: Received) => this.#times.find(one.message) ?? Number.POSITIVE_INFINITY;
    const conflicts: string[] = [];
    for (const one of [...fresh].sort((a, b) => known(a) - known(b) || 0)) {
      this.#messages.add(one.message);
      if (one.objects.length > 0) conflicts.push(...this.#place(one));
    }
    if (fresh.some(({ objects }) => objects.length > 0)) await this.#times.save();
    return conflicts;
  }

  #place({ message, from: sender, exercise, objects }: Received): string[] {
    const first = this.#times.find(message) ?? this.#times.place(message, objects.length, this.#clock());
    const piles = exercise ? [this.#pile(EXERCISES)] : [this.#pile(RECEIVED), this.#pile(from(sender))];
    return objects.flatMap((object, i) => {
      const placed = piles.map((pile) => pile.add(object, first + i));
      return placed[0]!.isAsGiven ? [] : [object.id];
    });
  }

  #pile(name: string): Pile {
    const pile = this.#piles.get(name) ?? new Pile();
    this.#piles.set(name, pile);
    return pile;
  }

  async collections(): Promise<readonly Collection[]> {
    return [...this.#piles.keys(), OUTBOX].map((name) => ({
      id: uuidFor(COLLECTIONS, `${this.#body} ${name}`),
      ...this.#described(name),
      alias: name,
      canRead: true,
      canWrite: name === OUTBOX,
    }));
  }

  #described(name: string): { title: string; description: string } {
    switch (name) {
      case RECEIVED:
        return {
          title: 'Received',
          description:
            'What other States sent, exercises excepted; of two objects with one id and version the first.',
        };
      case EXERCISES:
        return { title: 'Exercises', description: 'What was sent as an exercise. None of it is real.' };
      case OUTBOX:
        return {
          title: 'Outbox',
          description: 'What is handed in here waits in a file for a person to send it.',
        };
      default:
        return {
          title: `From ${this.#nameOf(name.slice(from('').length))}`,
          description: 'What this State sent, exercises excepted.',
        };
    }
  }

  async #nameOfPile(collection: string): Promise<string> {
    return (await this.collections()).find(({ id }) => id === collection)!.alias!;
  }

  async select(collection: string, query: Query): Promise<Page> {
    const name = await this.#nameOfPile(collection);
    return name === OUTBOX ? this.#outbox.select(query) : this.#pile(name).select(query);
  }

  async has(collection: string, id: string): Promise<boolean> {
    const name = await this.#nameOfPile(collection);
    return name === OUTBOX ? this.#outbox.has(id) : this.#pile(name).has(id);
  }

  /** Only the outbox is for writing: the protocol has looked at that. */
  add(_collection: string, objects: readonly unknown[]): Promise<Status> {
    return this.#outbox.add(objects, this.#clock());
  }

  remove(_collection: string, query: Query): Promise<number> {
    return this.#outbox.remove(query);
  }

  async findStatus(id: string): Promise<Status | undefined> {
    return this.#outbox.findStatus(id);
  }
}
