import type { DocumentType } from '#contract/marketplace/verification-states.ts';

/** How a page is drawn: so wide in CSS pixels, and turned. */
export type PageView = { readonly width: number; readonly turned: 0 | 90 | 180 | 270 };

/** A document in clear, in this page's memory until it is closed. Nothing of it is in an address, a cache or a file. */
export type ShownDocument = {
  readonly pages: number;
  draw(page: number, canvas: HTMLCanvasElement, view: PageView): Promise<void>;
  close(): void;
};

/** More than that no screen shows, and no memory should hold. */
const mostCanvasSide = 6_000;

/** Sets the size of a canvas for a page of this form, and returns by how much its content is to be scaled. */
export function fitCanvas(
  canvas: HTMLCanvasElement,
  size: { readonly width: number; readonly height: number },
  width: number,
): number {
  const density = Math.min(window.devicePixelRatio, 2);
  const wanted = (width * density) / size.width;
  const scale = Math.min(wanted, mostCanvasSide / size.width, mostCanvasSide / size.height);
  canvas.width = Math.max(1, Math.round(size.width * scale));
  canvas.height = Math.max(1, Math.round(size.height * scale));
  canvas.style.width = `${width}px`;
  canvas.style.height = `${Math.round((width * size.height) / size.width)}px`;
  return scale;
}

/**
 * Opens a document for drawing. Pictures are decoded by the browser from bytes that are given a type of the list, so that nothing
 * else is ever made of them; PDFs are drawn by a library that is loaded when the first one is opened.
 */
export async function openShown(
  mediaType: DocumentType,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<ShownDocument> {
  if (mediaType === 'application/pdf') return (await import('./open-pdf.ts')).openPdf(bytes);
  const bitmap = await createImageBitmap(new Blob([bytes], { type: mediaType }));
  return {
    pages: 1,
    async draw(_, canvas, { width, turned }) {
      const lies = turned === 90 || turned === 270;
      const size = lies
        ? { width: bitmap.height, height: bitmap.width }
        : { width: bitmap.width, height: bitmap.height };
      const scale = fitCanvas(canvas, size, width);
      const context = canvas.getContext('2d');
      if (context === null) throw new Error('the canvas cannot be drawn on');
      context.translate(canvas.width / 2, canvas.height / 2);
      context.rotate((turned * Math.PI) / 180);
      context.scale(scale, scale);
      context.drawImage(bitmap, -bitmap.width / 2, -bitmap.height / 2);
    },
    close: () => bitmap.close(),
  };
}

/** The bytes of a base64 text. */
export function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
