import type { IncomingHttpHeaders } from 'node:http';
import { networkInterfaces } from 'node:os';

const wildcards: ReadonlySet<string> = new Set(['0.0.0.0', '::']);
const longestShown = 200;

/**
 * The `Host` headers under which this console answers. A name that merely resolves to this machine is not among them:
 * that is how a foreign page would reach us by DNS rebinding. A wildcard address stands for this machine's addresses.
 */
export function allowedHosts(host: string, port: number): ReadonlySet<string> {
  const configured = wildcards.has(host) ? ownAddresses() : [host];
  const names = ['127.0.0.1', 'localhost', '::1', ...configured].map(hostInUrl);
  return new Set(names.flatMap((name) => (port === 80 ? [name, `${name}:80`] : [`${name}:${port}`])));
}

/** An IPv6 address needs brackets in a URL and in `Host`. */
export function hostInUrl(host: string): string {
  return host.includes(':') ? `[${host.toLowerCase()}]` : host.toLowerCase();
}

/**
 * Who may not ask. Returns the offending name or origin, or null when the request comes from one of our own pages or from
 * no page at all. `changes` is false only for a plain GET of a document or an asset, which a link elsewhere may lead to.
 */
export function refusedOrigin(
  headers: IncomingHttpHeaders,
  allowed: ReadonlySet<string>,
  changes: boolean,
): string | null {
  const host = headers.host?.toLowerCase();
  if (host === undefined || !allowed.has(host)) return (host ?? 'no address').slice(0, longestShown);
  const { origin } = headers;
  if (origin !== undefined && origin.toLowerCase() !== `http://${host}`) return origin.slice(0, longestShown);
  if (!changes) return null;
  const site = headers['sec-fetch-site'];
  // `same-site` too: cookies and sites ignore ports, so any other server on localhost is the same site.
  if (site === undefined || site === 'same-origin' || site === 'none') return null;
  return `another site (${[site].flat().join().slice(0, longestShown)})`;
}

function ownAddresses(): readonly string[] {
  return Object.values(networkInterfaces()).flatMap((addresses) =>
    (addresses ?? []).map(({ address }) => address),
  );
}
