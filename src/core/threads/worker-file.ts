/**
 * A script that runs in a thread or a process of its own, beside the module that starts it (`import.meta.url`): TypeScript in the source
 * tree, JavaScript in a bundle. Its name ends with `-worker`: such files are entries of the desktop build.
 */
export function workerFile(beside: string, name: `${string}-worker`): URL {
  return new URL(`./${name}${beside.endsWith('.ts') ? '.ts' : '.js'}`, beside);
}
