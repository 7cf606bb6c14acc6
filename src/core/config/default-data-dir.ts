import envPaths from 'env-paths';

/**
 * Where data goes when nobody says: the operating system's folder for application data. Root on a Unix server gets
 * /var/lib, because the built-in Postgres refuses to run as root and its stand-in user cannot reach root's home.
 */
export function defaultDataDir(name = 'opsdeck'): string {
  return process.getuid?.() === 0 ? `/var/lib/${name}` : envPaths(name, { suffix: '' }).data;
}
