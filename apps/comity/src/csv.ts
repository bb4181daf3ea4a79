const needsQuotes = /[",\r\n]/;
/** What a spreadsheet would run as a formula; a telephone number is none. */
const formula = /^(?:[=@\t\r]|[+-](?![\d (]))/;

const cell = (text: string): string => {
  const safe = formula.test(text) ? `'${text}` : text;
  return needsQuotes.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** Lines of a CSV file (RFC 4180), the headings first. */
export const csvLines = (headings: readonly string[], rows: readonly (readonly string[])[]): string[] =>
  [headings, ...rows].map((row) => row.map(cell).join(','));
