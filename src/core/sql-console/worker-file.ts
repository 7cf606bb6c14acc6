/** A script beside this one: TypeScript in the source tree, JavaScript in a bundle. */
export function workerFile(name: string): URL {
  return new URL(`./${name}${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);
}
