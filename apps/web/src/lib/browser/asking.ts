import { mount } from 'svelte';
import type { KeyFile } from './keyfile.ts';
import type { Asker } from './vault.ts';

/** Everything a person may be asked for while keys are made, opened or used. */
export interface Asking extends Asker {
  /** A key file as `comity key make` writes it, opened. Throws `web.key-file-refused` for "not now". */
  keyFile(problem?: string): Promise<KeyFile>;
}

let asking: Promise<Asking> | undefined;

/** The dialogues of this page, in its language. They are fetched when the first is needed. */
export function ask(): Promise<Asking> {
  asking ??= open();
  return asking;
}

async function open(): Promise<Asking> {
  const language = document.documentElement.lang;
  const [{ default: Dialogues }, { wordsFrom }, shipped] = await Promise.all([
    import('#lib/ui/Asking.svelte'),
    import('#lib/words/client.ts'),
    fetch(`/${language}/words`).then((answer) => answer.json()),
  ]);
  const t = wordsFrom(language, shipped);
  return mount(Dialogues, { target: document.body, props: { t } }) as Asking;
}

/** The same, for whoever may never need it. */
export const askLater: Asker = {
  passphrase: async (isNew) => (await ask()).passphrase(isNew),
  recoveryCode: async (problem) => (await ask()).recoveryCode(problem),
  showRecoveryCode: async (code) => (await ask()).showRecoveryCode(code),
};
