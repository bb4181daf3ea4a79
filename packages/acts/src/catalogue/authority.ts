import * as z from 'zod/mini';

/** What a person may be trusted with by the State: a closed list. */
export const AUTHORITIES = ['decisions', 'directory', 'documents', 'exchange', 'people', 'treaty'] as const;
export const authority = z.enum(AUTHORITIES);
export type Authority = z.infer<typeof authority>;
