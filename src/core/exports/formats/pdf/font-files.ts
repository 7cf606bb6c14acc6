import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { unpackWoff } from './unpack-woff.ts';

const { resolve } = createRequire(import.meta.url);

/**
 * Fonts by what they are asked for, in this order; the last has a glyph, if a coarse one, for every script in use. They come with
 * the packages, because a console may have no network and a machine no fonts.
 */
export const fontChain = ['sans', 'arabic', 'hebrew', 'chinese', 'korean', 'emoji', 'any'] as const;
export type FontName = (typeof fontChain)[number] | 'bold';

const files: Readonly<Record<FontName, string>> = {
  sans: '@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf',
  bold: '@expo-google-fonts/noto-sans/700Bold/NotoSans_700Bold.ttf',
  arabic: '@expo-google-fonts/noto-sans-arabic/400Regular/NotoSansArabic_400Regular.ttf',
  hebrew: '@expo-google-fonts/noto-sans-hebrew/400Regular/NotoSansHebrew_400Regular.ttf',
  chinese: '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
  korean: '@expo-google-fonts/noto-sans-kr/400Regular/NotoSansKR_400Regular.ttf',
  emoji: '@expo-google-fonts/noto-emoji/400Regular/NotoEmoji_400Regular.ttf',
  any: '@fontsource/unifontex/files/unifontex-latin-400-normal.woff',
};

/** The bytes of a TrueType font. */
export function readFont(name: FontName): Buffer {
  const file = resolve(files[name]);
  const bytes = readFileSync(file);
  return file.endsWith('.woff') ? unpackWoff(bytes) : bytes;
}
