import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** One file of the built page, ready to be answered by either shell. */
export type UiFile = {
  readonly bytes: Buffer<ArrayBuffer>;
  readonly contentType: string;
  /** The build puts a hash into the name, so what it names never changes. */
  readonly immutable: boolean;
  readonly etag: string;
};

const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.webp': 'image/webp',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
};

/**
 * Reads the file that a URL's path names; `/` is `index.html`. Null for what is not there, for kinds of files the page
 * does not consist of, and for every path that would leave the folder, however it is written.
 */
export async function readUiFile(folder: string, pathname: string): Promise<UiFile | null> {
  const file = locate(folder, pathname);
  if (file === null) return null;
  const contentType = contentTypes[path.extname(file).toLowerCase()];
  if (contentType === undefined) return null;
  try {
    const bytes = await readFile(file);
    return {
      bytes,
      contentType,
      immutable: path.relative(folder, file).startsWith(`assets${path.sep}`),
      etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
    };
  } catch (error) {
    if (isAbsence(error)) return null;
    throw error;
  }
}

function locate(folder: string, pathname: string): string | null {
  let decoded: string;
  try {
    decoded = decodeURIComponent(pathname);
  } catch {
    return null;
  }
  if (!decoded.startsWith('/') || decoded.includes('\0') || decoded.includes('\\')) return null;
  const segments = decoded.slice(1).split('/');
  // No name begins with a dot in the page; `.` and `..` are only ever an attempt to get out.
  if (segments.some((segment) => segment.startsWith('.') || segment.includes(':'))) return null;
  const relative = decoded === '/' ? 'index.html' : segments.join(path.sep);
  const root = path.resolve(folder);
  const file = path.resolve(root, relative);
  return file.startsWith(root + path.sep) ? file : null;
}

function isAbsence(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ENOENT' || code === 'EISDIR' || code === 'ENOTDIR' || code === 'ENAMETOOLONG';
}
