/**
 * Loaded before everything else (`node --import`), in the threads too: a start from source costs a third of what it would. Code
 * that was compiled once is kept; and the files of packages with a huge `package.json` are found without it, which Node would
 * read again for each of them: 180 kB for 300 files were two seconds of a start.
 */
import { enableCompileCache, registerHooks } from 'node:module';

const largePackages = ['drizzle-orm', 'date-fns'] as const;

type Found = { readonly url: string; readonly format: 'module' | 'commonjs'; readonly shortCircuit: true };

/** By what is asked for and on which conditions; there is one copy of each package. */
const found = new Map<string, Found>();

function formatOf(url: string): Found['format'] {
  return url.endsWith('.cjs') ? 'commonjs' : 'module';
}

function asks(specifier: string): boolean {
  return largePackages.some((name) => specifier === name || specifier.startsWith(`${name}/`));
}

enableCompileCache();
registerHooks({
  resolve(specifier, context, next) {
    const { parentURL = '', conditions } = context;
    const within = largePackages.some((name) => parentURL.includes(`/node_modules/${name}/`));
    if (within && /^\.{1,2}\/.+\.c?js$/.test(specifier)) {
      const { href } = new URL(specifier, parentURL);
      return { url: href, format: formatOf(href), shortCircuit: true };
    }
    if (!asks(specifier)) return next(specifier, context);
    const key = `${specifier} ${conditions.join(' ')}`;
    const before = found.get(key);
    if (before !== undefined) return before;
    const { url } = next(specifier, context);
    const answer: Found = { url, format: formatOf(url), shortCircuit: true };
    found.set(key, answer);
    return answer;
  },
});
