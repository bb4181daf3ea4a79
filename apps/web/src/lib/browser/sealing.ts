import type { Sealed, SealInput } from '@comity/seal';

export type SealRequest = Omit<SealInput, 'onProgress'>;
export type SealAnswer =
  | { readonly progress: { readonly done: number; readonly total: number } }
  | { readonly sealed: Sealed }
  | { readonly failure: { readonly code: string; readonly message: string } };

/** Seals in a worker, so that the page stays alive; `onProgress` counts the keys sealed to. */
export function sealInWorker(
  request: SealRequest,
  onProgress: (progress: { done: number; total: number }) => void,
): Promise<Sealed> {
  const worker = new Worker(new URL('./seal.worker.ts', import.meta.url), { type: 'module' });
  return new Promise<Sealed>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<SealAnswer>) => {
      if ('progress' in data) onProgress(data.progress);
      else if ('sealed' in data) resolve(data.sealed);
      else reject(Object.assign(new Error(data.failure.message), { code: data.failure.code }));
    };
    worker.onerror = (event) => reject(new Error(event.message));
    worker.postMessage(request);
  }).finally(() => worker.terminate());
}
