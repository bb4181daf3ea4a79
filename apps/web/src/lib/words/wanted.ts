/** What a saved search looks for, as it stands in the address of the page that shows it. */
export function addressOf(wanted: Readonly<Record<string, string | boolean | undefined>>): URLSearchParams {
  const said = Object.entries(wanted).filter(([, value]) => value !== undefined);
  return new URLSearchParams(said.map(([name, value]) => [name, String(value)]));
}
