import type { Text, TextStyle } from './text.ts';

const clusters = new Intl.Segmenter('und', { granularity: 'grapheme' });
const words = new Intl.Segmenter('und', { granularity: 'word' });

/**
 * A text in lines no wider than `width` points, broken between words, or within one that is wider than a line. What does not fit
 * into `mostLines` ends with an ellipsis.
 */
export function wrapText(
  text: Text,
  content: string,
  width: number,
  style: TextStyle,
  mostLines: number,
): readonly string[] {
  const single = content.replaceAll(/\s+/g, ' ').trim();
  if (text.width(single, style) <= width) return [single];
  const lines: string[] = [];
  let line = '';
  for (const part of parts(text, single, width, style)) {
    if (text.width((line + part).trimEnd(), style) <= width) {
      line += part;
      continue;
    }
    lines.push(line.trimEnd());
    line = part.trimStart();
    if (lines.length === mostLines) break;
  }
  if (lines.length < mostLines) return [...lines, line.trimEnd()];
  const last = lines[mostLines - 1] ?? '';
  return [...lines.slice(0, mostLines - 1), withEllipsis(text, last, width, style)];
}

/** What a line may end after: words, and each character of a word that is too wide. */
function* parts(text: Text, line: string, width: number, style: TextStyle): Generator<string> {
  for (const { segment } of words.segment(line)) {
    if (text.width(segment, style) <= width) yield segment;
    else for (const cluster of clusters.segment(segment)) yield cluster.segment;
  }
}

function withEllipsis(text: Text, line: string, width: number, style: TextStyle): string {
  const characters = Array.from(clusters.segment(line), ({ segment }) => segment);
  while (characters.length > 0 && text.width(`${characters.join('')}…`, style) > width) characters.pop();
  return `${characters.join('')}…`;
}
