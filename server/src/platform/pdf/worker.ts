import { tmpdir } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { readFonts } from './fonts.ts';
import type { PdfAnswer, PdfOrder } from './press.ts';

/**
 * Sets pages in a thread of its own, one order after the other: typst is native and does not give way while it works.
 * The fonts are read once.
 */
const compiler = NodeCompiler.create({
  // Typst wants a folder to find files in; the one template asks for none.
  workspace: `${tmpdir()}/comity-no-files`,
  fontArgs: [{ fontBlobs: await readFonts() }],
});

parentPort!.on('message', (order: PdfOrder) => {
  parentPort!.postMessage({ number: order.number, ...answer(order) } satisfies PdfAnswer);
});

function answer({ source, inputs, seconds }: PdfOrder): Omit<PdfAnswer, 'number'> {
  try {
    const set = compiler.compile({ mainFileContent: source, inputs });
    const pages = set.result;
    if (!pages) return { refusal: reasonOf(set.takeError()) };
    // PDF/UA is also the check: a letter that no font has is left out in silence by every plainer form.
    const pdf = compiler.pdf(pages, { pdfStandard: 'ua-1', creationTimestamp: seconds });
    return { pdf: new Uint8Array(pdf) };
  } catch (error) {
    return { refusal: reasonOf(error) };
  } finally {
    compiler.evictCache(10);
  }
}

/** What typst says is wrong, in its own words. */
function reasonOf(error: unknown): string {
  try {
    const found = compiler.fetchDiagnostics(error as Parameters<NodeCompiler['fetchDiagnostics']>[0]);
    if (found.length > 0) return found.map(({ message }: { message: string }) => message).join('; ');
  } catch {
    // Not one of its own errors.
  }
  return error instanceof Error ? error.message : String(error);
}
