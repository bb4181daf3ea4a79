import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeFromSheets, newRecoveryCode, sheetsOf } from './index.ts';

const code = newRecoveryCode();
const sheets = await sheetsOf(code);

describe('A recovery code on three sheets', () => {
  it('comes back from any two of them, in either order, as somebody types it', async () => {
    expect(sheets).toHaveLength(3);
    for (const [a, b] of [
      [0, 1],
      [1, 2],
      [2, 0],
      [1, 0],
    ] as const) {
      const typed = sheets[b]!.toLowerCase().replaceAll('-', ' ');
      expect(await codeFromSheets(sheets[a]!, typed)).toBe(code);
    }
  });

  it('has seven groups of five on each sheet, others each time', async () => {
    for (const sheet of sheets) expect(sheet).toMatch(/^(?:[0-9A-Z]{5}-){6}[0-9A-Z]{5}$/);
    expect(await sheetsOf(code)).not.toEqual(sheets);
  });

  it('does not come back from one sheet twice, nor from sheets of two sets', async () => {
    const others = await sheetsOf(code);
    for (const other of [sheets[0]!, others[1]!]) {
      await expect(codeFromSheets(sheets[0]!, other)).rejects.toMatchObject({ code: 'seal.sheets-differ' });
    }
  });

  it('says which of what was typed is no sheet, whatever was typed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), async (typed) => {
        await expect(codeFromSheets(sheets[0]!, typed)).rejects.toMatchObject({
          code: 'seal.mistyped-sheet',
        });
      }),
      { numRuns: 50 },
    );
    const slip = sheets[1]!.replace(/.$/, (last) => (last === '7' ? '8' : '7'));
    await expect(codeFromSheets(sheets[0]!, slip)).rejects.toMatchObject({ code: 'seal.mistyped-sheet' });
  });
});
