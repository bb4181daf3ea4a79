import { foldProcedure, linksOf, type ProcedureEntry, type ProcedureFact } from './procedures.ts';

const NONE: readonly string[] = [];

/** Procedures in memory, with what they ask of each other. */
export class Procedures {
  readonly #facts = new Map<string, ProcedureFact>();
  readonly #waived = new Map<string, readonly string[]>();
  readonly #appeals = new Map<string, readonly string[]>();
  readonly #decided = new Map<string, string>();

  procedure = (id: string) => this.#facts.get(id);
  waived = (procedure: string) => this.#waived.get(procedure) ?? NONE;
  appeals = (procedure: string) => this.#appeals.get(procedure) ?? NONE;
  decided = (subject: string) => this.#decided.get(subject);

  fold(procedure: string, entry: ProcedureEntry): void {
    const before = this.#facts.get(procedure);
    const fact = foldProcedure(before, entry);
    if (!fact || fact === before) return;
    this.#facts.set(procedure, fact);
    if (!before || (fact.closed && !before.closed)) this.#link(fact);
  }

  #link(fact: ProcedureFact): void {
    const { waives, appeals, decides } = linksOf(fact);
    const { subject, procedure } = fact;
    if (waives && subject.kind === 'waiver')
      this.#waived.set(waives, [...new Set([...this.waived(waives), ...subject.rules])].sort());
    if (appeals) this.#appeals.set(appeals, [...this.appeals(appeals), procedure].sort());
    else if (subject.kind === 'appeal')
      this.#appeals.set(
        subject.of,
        this.appeals(subject.of).filter((id) => id !== procedure),
      );
    if (decides) this.#decided.set(decides, procedure);
  }
}
