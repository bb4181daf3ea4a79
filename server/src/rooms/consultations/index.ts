/** The room consultations: soundings of whoever presides, and texts of small groups, sealed, off the record. */
export { consultationsApi } from './api.ts';
export { consultationsError } from './errors.ts';
export { endNow, keepConsultations, tellNow } from './jobs.ts';
