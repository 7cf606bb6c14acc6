import path from 'node:path';
import { HandshakeFailed } from './handshake/handshake-failed.ts';

const mostPlaces = 6;

/**
 * What failed and where, for the log: the error's name and code and the places it came through, of its causes too.
 * Messages are left out, as they can hold the values that were the matter; our own that hold none are kept.
 */
export function describeFault(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const parts = [
    error.constructor.name === error.name ? error.name : `${error.name} (${error.constructor.name})`,
  ];
  if ('code' in error && typeof error.code === 'string' && /^[A-Z][A-Z_]+$/.test(error.code))
    parts.push(error.code);
  if (error instanceof HandshakeFailed) parts.push(error.message);
  const places = placesOf(error);
  if (places.length > 0) parts.push(`at ${places.join(' < ')}`);
  const cause = error.cause === undefined ? '' : `; caused by ${describeFault(error.cause)}`;
  return `${parts.join(' ')}${cause}`;
}

/** Function, file and line. The stack begins with the message, so only lines of the form of a place are taken. */
function placesOf(error: Error): string[] {
  const stack = error.stack ?? '';
  const message = stack.indexOf(error.message);
  const afterMessage = message === -1 ? stack.length : message + error.message.length;
  const places: string[] = [];
  for (const line of stack.slice(afterMessage).split('\n')) {
    const place =
      /^ {4}at (?:(?:async |new )*([\w.#<>$]+) (?:\[as \w+\] )?\()?(?:file:\/\/)?([^()]*):(\d+):\d+\)?$/.exec(
        line,
      );
    if (place === null) continue;
    places.push(`${place[1] ?? 'anonymous'} ${path.basename(place[2] ?? '')}:${place[3] ?? ''}`);
    if (places.length === mostPlaces) break;
  }
  return places;
}
