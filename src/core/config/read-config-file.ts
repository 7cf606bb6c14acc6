import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { OpsdeckError } from '#contract/errors.ts';
import { configKeys } from './config.ts';

const knownKeys = new Set<string>(Object.values(configKeys).map((key) => key.environment));

/**
 * Reads `config.json`: an object whose keys are the names of the environment variables. A file that is not there is empty.
 *
 * @throws OpsdeckError CONFIG_UNREADABLE when it cannot be read or is not such an object, or has a key nobody knows.
 */
export function readConfigFile(file: string): Readonly<Record<string, string>> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : null;
    if (code === 'ENOENT' || code === 'ENOTDIR') return {};
    throw unreadable(file, cause instanceof Error ? cause.message : String(cause), cause);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw unreadable(file, 'it is not valid JSON', cause);
  }
  const parsed = z.record(z.string(), z.union([z.string(), z.number()]).transform(String)).safeParse(value);
  if (!parsed.success) throw unreadable(file, 'it must be an object of names and values', parsed.error);
  const stranger = Object.keys(parsed.data).find((key) => !knownKeys.has(key));
  if (stranger !== undefined) throw unreadable(file, `it has an unknown key “${stranger}”`);
  return parsed.data;
}

function unreadable(path: string, problem: string, cause?: unknown): OpsdeckError {
  return new OpsdeckError('CONFIG_UNREADABLE', { path, problem }, { cause });
}
