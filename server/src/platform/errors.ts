import { atStart } from './errors-start.ts';
import { inUse } from './errors-use.ts';
import { defineErrors } from './problem/domain-error.ts';

/** Makes platform errors: `throw platformError('bad-setting', { detail })`. */
export const platformError = defineErrors('platform', { ...atStart, ...inUse });

/** The platform's error table, for the composition to join. */
export const platformErrors = platformError.table;
