/** What can ask the database: a named statement, prepared once per connection. */
export interface Reader {
  /**
   * All rows of a statement. `name` stands for one text in the whole program; the room's name comes first
   * (`people.find-contact`). Values arrive as `types.ts` says.
   */
  rows<T>(name: string, text: string, values?: readonly unknown[]): Promise<T[]>;
}

const texts = new Map<string, string>();

/** One name, one text: PostgreSQL would run the first text under a reused name. */
export function checkStatement(name: string, text: string): void {
  const known = texts.get(name);
  if (known === text) return;
  if (known !== undefined) throw new TypeError(`Statement ${name} has two different texts.`);
  // PostgreSQL cuts names at 63 bytes: two long ones could become the same.
  if (!/^[a-z0-9.-]{1,63}$/.test(name))
    throw new TypeError(`Statement name ${name} is not one of a-z 0-9 . - up to 63.`);
  texts.set(name, text);
}
