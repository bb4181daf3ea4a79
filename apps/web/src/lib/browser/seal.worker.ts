import { seal } from '@comity/seal';
import type { SealAnswer, SealRequest } from './sealing.ts';

const answer = (data: SealAnswer) => postMessage(data);

addEventListener('message', async ({ data }: MessageEvent<SealRequest>) => {
  try {
    answer({ sealed: await seal({ ...data, onProgress: (progress) => answer({ progress }) }) });
  } catch (error) {
    const { code = 'seal.failed', message } = error as Error & { code?: string };
    answer({ failure: { code, message } });
  }
});
