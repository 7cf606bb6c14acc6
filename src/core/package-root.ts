import { existsSync } from 'node:fs';
import path from 'node:path';

/** The folder with package.json, from source and from a bundle alike: what ships beside the code is found from there. */
export function packageRoot(): string {
  let folder = import.meta.dirname;
  while (!existsSync(path.join(folder, 'package.json'))) {
    const parent = path.dirname(folder);
    if (parent === folder) throw new Error(`no package.json above ${import.meta.dirname}`);
    folder = parent;
  }
  return folder;
}
