/** An entry of the record as it is told to whoever acts: a sentence, and when it was received. */
export interface Happened {
  readonly index: number;
  readonly says: string;
  readonly when: string;
  /** The act to open; absent where all that is open is that something happened. */
  readonly act?: string;
}
