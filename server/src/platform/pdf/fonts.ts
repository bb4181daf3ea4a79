import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The families of six languages, each upright and bold; slanted where the script has slanted letters. */
const FACES: Readonly<Record<string, readonly string[]>> = {
  'noto-serif': [
    '400Regular/NotoSerif_400Regular.ttf',
    '400Regular_Italic/NotoSerif_400Regular_Italic.ttf',
    '700Bold/NotoSerif_700Bold.ttf',
    '700Bold_Italic/NotoSerif_700Bold_Italic.ttf',
  ],
  // The Arabic of Noto draws letters and their points apart: in a file, each such letter is found twice.
  amiri: ['400Regular/Amiri_400Regular.ttf', '700Bold/Amiri_700Bold.ttf'],
  'noto-serif-sc': ['400Regular/NotoSerifSC_400Regular.ttf', '700Bold/NotoSerifSC_700Bold.ttf'],
};

/** The fonts that pages are set in: about 33 MB, most of it Chinese. */
export async function readFonts(): Promise<Buffer[]> {
  const require = createRequire(import.meta.url);
  const files = Object.entries(FACES).flatMap(([family, faces]) => {
    const folder = dirname(require.resolve(`@expo-google-fonts/${family}/package.json`));
    return faces.map((face) => join(folder, face));
  });
  return Promise.all(files.map((file) => readFile(file)));
}
