/** The platform's own migrations: the first folder to give to `migrate`; rooms use its functions. */
export const platformMigrations = new URL('.', import.meta.url);
