// Which folder may import which: docs/architecture.md in the form of a lint rule. A JavaScript file, because the linter loads it.
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

/** Domains of the core: they use mechanisms and never each other's insides. */
const domains = new Set(['accounts', 'analytics', 'marketplace', 'reports', 'settings', 'system', 'views']);

/** What a domain says about its tables, for others to ask the local copy about them: declarations, no behaviour. */
const declarations = /(^|\/)(rollups|mirror|mirrors)\.ts$/;

/** Beside itself, each folder may import from these. */
const allowed = {
  contract: [],
  core: ['contract'],
  sandbox: ['contract', 'core'],
  host: ['contract', 'core', 'sandbox'],
  ui: ['contract'],
  electron: ['contract', 'core'],
};

/** Packages that belong to one place. */
const packageHomes = [
  { package: /^electron(\/|$)/, homes: ['electron'], why: 'only electron/ may know Electron' },
  {
    package: /^telegram(\/|$)/,
    homes: ['core/telegram', 'sandbox'],
    why: 'only core/telegram and the sandbox may know GramJS',
  },
  {
    package:
      /^(react|react-dom|@mantine\/.*|@tanstack\/.*|echarts|zustand|@tabler\/.*|i18next|react-i18next)(\/|$)/,
    homes: ['ui'],
    why: 'user interface libraries belong to src/ui',
  },
  {
    package: /^(pdfkit|yazl|bidi-js|fontkit|@expo-google-fonts\/.*|@fontsource\/.*)(\/|$)/,
    homes: ['core/exports'],
    why: 'only core/exports writes documents and workbooks',
  },
  {
    package: /^(pg|pg-copy-streams|drizzle-orm\/node-postgres)(\/|$)/,
    homes: ['core/backend', 'core/sync'],
    why: 'only core/backend opens connections to Postgres',
  },
];

const noNode = new Set(['contract', 'ui']);
const testFile = /\.(test|e2e|fixture)\.tsx?$|\/testing\//;

/** `…/src/core/accounts/router.ts` → top `core`, inside `core/accounts`. Null outside the folders that have rules. */
function placeOf(file) {
  const [, within = ''] =
    /\/(?:src\/)?((?:contract|core|sandbox|host|ui|electron)\/.*)$/.exec(`/${file}`) ?? [];
  const [top, second = ''] = within.split('/');
  return top in allowed ? { top, inside: `${top}/${second}`, second } : null;
}

function targetOf(specifier, file) {
  if (specifier.startsWith('#')) return `src/${specifier.slice(1)}`;
  if (!specifier.startsWith('.')) return null;
  return path.posix.join(path.posix.dirname(file), specifier);
}

/** Why the import is not allowed, or null. */
export function boundaryProblem(fileName, specifier, isTypeOnly) {
  const file = path
    .relative(root, fileName)
    .split(path.sep)
    .join('/')
    .replace(/^scripts\/lint\/fixtures\//, '');
  const from = placeOf(file);
  if (from === null) return null;
  const isTest = testFile.test(file);
  const target = targetOf(specifier, file);
  return target === null
    ? packageProblem(from, specifier, isTypeOnly, isTest)
    : folderProblem(from, placeOf(target), isTest, declarations.test(target));
}

function folderProblem(from, to, isTest, isDeclaration) {
  if (to === null) return isTest ? null : `src must not import from outside its folders`;
  if (from.top !== to.top) {
    if (allowed[from.top].includes(to.top)) return null;
    if (isTest && from.top !== 'ui' && from.top !== 'contract') return null;
    return `${from.top} must not import ${to.top}`;
  }
  if (
    from.top === 'core' &&
    domains.has(from.second) &&
    domains.has(to.second) &&
    from.second !== to.second &&
    !isDeclaration
  ) {
    return `the domain ${from.second} must not import the insides of ${to.second}`;
  }
  return null;
}

function packageProblem(from, specifier, isTypeOnly, isTest) {
  if (isTest && specifier !== 'electron') return null;
  if (specifier.startsWith('node:')) {
    return noNode.has(from.top) ? `${from.top} runs in a browser and must not import ${specifier}` : null;
  }
  if (from.top === 'contract' && specifier !== 'zod' && !(isTypeOnly && specifier === '@trpc/server')) {
    return 'contract imports zod only';
  }
  const home = packageHomes.find((rule) => rule.package.test(specifier));
  if (home === undefined) return null;
  if (isTypeOnly && specifier === 'pg') return null;
  const isHome = home.homes.some((place) => from.top === place || from.inside === place);
  return isHome ? null : home.why;
}

const boundaries = {
  create(context) {
    function check(node, source, isTypeOnly) {
      if (source === null || source === undefined || typeof source.value !== 'string') return;
      const problem = boundaryProblem(context.filename, source.value, isTypeOnly);
      if (problem !== null) context.report({ node, message: `${problem} (“${source.value}”)` });
    }
    return {
      ImportDeclaration: (node) => check(node, node.source, node.importKind === 'type'),
      ExportNamedDeclaration: (node) => check(node, node.source, node.exportKind === 'type'),
      ExportAllDeclaration: (node) => check(node, node.source, node.exportKind === 'type'),
      ImportExpression: (node) => check(node, node.source, false),
    };
  },
};

/** Raw IPC is written and read in one file at each end; everything else speaks the contract. */
const ipcFiles = [/electron\/main\/ipc-[a-z-]+\.ts$/, /electron\/preload\/[a-z-]+\.ts$/];

const rawIpc = {
  create(context) {
    if (ipcFiles.some((file) => file.test(context.filename)) || testFile.test(context.filename)) return {};
    return {
      ImportSpecifier(node) {
        const name = node.imported.name;
        if (node.parent.source.value === 'electron' && /^ipc(Main|Renderer)$/.test(name)) {
          context.report({ node, message: `${name} belongs to the two ends of the contract only` });
        }
      },
    };
  },
};

export default { meta: { name: 'opsdeck' }, rules: { boundaries, 'raw-ipc': rawIpc } };
