import { getDocument, GlobalWorkerOptions } from 'pdfjs-dist';
// The builder makes this one: where it put the file.
// oxlint-disable-next-line import/default
import workerAddress from 'pdfjs-dist/build/pdf.worker.min.mjs?url';
import { fitCanvas, type ShownDocument } from './shown-document.ts';

GlobalWorkerOptions.workerSrc = workerAddress;

/** 100 megapixels, as for pictures. */
const mostPixels = 100_000_000;

/**
 * Opens a PDF to be drawn on canvases: its scripts, forms, links and attachments are never looked at, its fonts are drawn as shapes,
 * and nothing is fetched for it.
 */
export async function openPdf(bytes: Uint8Array<ArrayBuffer>): Promise<ShownDocument> {
  const loading = getDocument({
    data: bytes,
    enableXfa: false,
    disableFontFace: true,
    useSystemFonts: false,
    useWorkerFetch: false,
    useWasm: false,
    isOffscreenCanvasSupported: false,
    isImageDecoderSupported: false,
    disableAutoFetch: true,
    disableStream: true,
    maxImageSize: mostPixels,
    verbosity: 0,
  });
  const pdf = await loading.promise;
  return {
    pages: pdf.numPages,
    async draw(number, canvas, { width, turned }) {
      const page = await pdf.getPage(number);
      const rotation = (page.rotate + turned) % 360;
      const scale = fitCanvas(canvas, page.getViewport({ scale: 1, rotation }), width);
      // Annotations could look like a part of the document without being one.
      await page.render({ canvas, viewport: page.getViewport({ scale, rotation }), annotationMode: 0 })
        .promise;
    },
    close: () => void loading.destroy(),
  };
}
