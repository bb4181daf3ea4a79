import { type BodyState, hostKey } from '@comity/acts';
import { type Obstacle, refused } from './case.ts';

/** Whether a participant, a person or a host has, or had, this key. */
export const isKnown = (state: BodyState, key: string): boolean =>
  state.keys.has(key) || hostKey(state, key) !== undefined;

export const keyOnce = (known: boolean): Obstacle =>
  known
    ? refused(
        'people.key-once',
        'This key was registered before.',
        'A key is used that was never registered here.',
      )
    : undefined;
