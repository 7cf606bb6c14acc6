import { refused } from './refused.ts';

/** In pixels. */
export type Picture = { readonly width: number; readonly height: number };

const leastSide = 16;
const mostSide = 20_000;
/** What a browser is asked to decode at most: 100 megapixels are 400 MB. */
const mostPixels = 100_000_000;

/** @throws OpsdeckError DOCUMENT_REFUSED for a picture that nobody could read, or that is made to fill a memory */
export function sanePicture({ width, height }: Picture): Picture {
  if (width < leastSide || height < leastSide) throw refused('the picture is too small to show anything');
  if (width > mostSide || height > mostSide || width * height > mostPixels)
    throw refused(`the picture is larger than ${mostPixels / 1_000_000} megapixels`);
  return { width, height };
}
