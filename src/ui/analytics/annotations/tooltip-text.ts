/** As wide as fits beside a mark on a phone. */
const lineLength = 44;
const mostLines = 8;

/** Lines for a drawn tooltip, which neither wraps nor scrolls; `others` says how many more there would be. */
export function tooltipText(lines: readonly string[], others: (number: number) => string): string {
  const shown: string[] = [];
  for (const [index, line] of lines.entries()) {
    const wrapped = wrap(line);
    if (index > 0 && shown.length + wrapped.length > mostLines) {
      shown.push(others(lines.length - index));
      break;
    }
    shown.push(...wrapped);
  }
  // Braces with a bar between them would be a style to the drawing.
  return shown.join('\n').replaceAll('{', '{\u200B');
}

/** Breaks at spaces, and a word that is longer than a line where the line ends. */
function wrap(text: string): string[] {
  const lines = [''];
  for (const word of text.split(' ').flatMap(pieces)) {
    const last = lines.at(-1) ?? '';
    if (last === '') lines[lines.length - 1] = word;
    else if (last.length + 1 + word.length <= lineLength) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

function pieces(word: string): string[] {
  return word.length <= lineLength ? [word] : [word.slice(0, lineLength), ...pieces(word.slice(lineLength))];
}
