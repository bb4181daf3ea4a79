/** How far the record reached, and when, as this browser saw it. */
export interface Sight {
  readonly size: number;
  readonly at: string;
}

/** What this browser keeps of its visits: the newest sight, and the last one of the visit before. */
export interface Visits {
  readonly latest: Sight;
  readonly before?: Sight;
}

/** Milliseconds: who was away for so long comes back for another visit; who looks again sooner is still here. */
const AWAY = 30 * 60_000;

/** What is kept after another sight. A record that is shorter than it was is another one: the visit is the first. */
export function visitsAfter(kept: Visits | undefined, now: Sight): Visits {
  if (!kept || now.size < kept.latest.size) return { latest: now };
  const isAnother = Date.parse(now.at) - Date.parse(kept.latest.at) >= AWAY;
  const before = isAnother ? kept.latest : kept.before;
  return { latest: now, ...(before ? { before } : {}) };
}

/** Keeps a sight in this browser and says what it kept. Throws where the browser keeps nothing. */
export function remember(storage: Storage, name: string, now: Sight): Visits {
  const visits = visitsAfter(readVisits(storage.getItem(name)), now);
  storage.setItem(name, JSON.stringify(visits));
  return visits;
}

/** What cannot be read is as good as nothing. */
function readVisits(text: string | null): Visits | undefined {
  try {
    const value = JSON.parse(text ?? '') as Partial<Visits>;
    return isSight(value.latest) && (value.before === undefined || isSight(value.before))
      ? (value as Visits)
      : undefined;
  } catch {
    return undefined;
  }
}

const isSight = (value: Sight | undefined): boolean =>
  Number.isSafeInteger(value?.size) && Number.isFinite(Date.parse(value?.at ?? ''));
