/** What every output about an exercise says first and last, so that it is seen on a screen, in a log and on paper. */
export const EXERCISE = 'EXERCISE EXERCISE EXERCISE';

/** Lines of an exercise between two marks. */
export const drill = (lines: readonly string[]): string[] => [EXERCISE, '', ...lines, '', EXERCISE];

/** The same where these messages are of an exercise; other lines stay as they are. */
export const marked = (
  messages: readonly { readonly header: { readonly exercise: boolean } }[],
  lines: readonly string[],
): string[] => (messages.some(({ header }) => header.exercise) ? drill(lines) : [...lines]);
