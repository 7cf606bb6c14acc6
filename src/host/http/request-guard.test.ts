import { assert, domain, ipV4, oneof, pre, property, string, webAuthority } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allowedHosts, hostInUrl, refusedOrigin } from './request-guard.ts';

const allowed = allowedHosts('127.0.0.1', 7420);
const own = { host: '127.0.0.1:7420' };

describe('the request guard', () => {
  it.each(['127.0.0.1:7420', 'localhost:7420', 'LocalHost:7420', '[::1]:7420'])('lets %s in', (host) => {
    expect(refusedOrigin({ host }, allowed, true)).toBeNull();
  });

  it.each([
    'evil.example:7420',
    'localhost.evil.example:7420',
    '127.0.0.1.evil.example:7420',
    '127.0.0.1:7421',
    '127.0.0.1',
    'localhost',
    '',
    '127.0.0.1:7420, evil.example',
    'user@127.0.0.1:7420',
    '127.1:7420',
    '0.0.0.0:7420',
    '192.168.1.5:7420',
  ])('refuses the name “%s”, as a rebound address would come', (host) => {
    expect(refusedOrigin({ host }, allowed, false)).toBe(host);
    expect(refusedOrigin({ host, origin: `http://${host}` }, allowed, true)).toBe(host);
  });

  it('refuses a request without a name', () => {
    expect(refusedOrigin({}, allowed, false)).toBe('no address');
  });

  it.each([
    'http://evil.example',
    'null',
    'https://127.0.0.1:7420',
    'http://127.0.0.1:3000',
    'http://localhost:7420',
  ])('refuses the origin %s even for reading', (origin) => {
    expect(refusedOrigin({ ...own, origin }, allowed, false)).toBe(origin);
  });

  it('lets its own origin in', () => {
    expect(refusedOrigin({ ...own, origin: 'http://127.0.0.1:7420' }, allowed, true)).toBeNull();
  });

  it.each(['cross-site', 'same-site', 'anything-new'])(
    'lets no page of a %s kind change something',
    (site) => {
      expect(refusedOrigin({ ...own, 'sec-fetch-site': site }, allowed, true)).toContain(site);
      // A link elsewhere may lead here.
      expect(refusedOrigin({ ...own, 'sec-fetch-site': site }, allowed, false)).toBeNull();
    },
  );

  it('refuses every name but its own, whatever it looks like', () => {
    assert(
      property(oneof(string(), domain(), ipV4(), webAuthority()), (host) => {
        pre(!allowed.has(host.toLowerCase()));
        expect(refusedOrigin({ host }, allowed, false)).not.toBeNull();
      }),
    );
  });

  it('answers under the configured name, and on port 80 without the port too', () => {
    expect(refusedOrigin({ host: 'desk.example:80' }, allowedHosts('desk.example', 80), true)).toBeNull();
    expect(refusedOrigin({ host: 'desk.example' }, allowedHosts('desk.example', 80), true)).toBeNull();
    expect(refusedOrigin({ host: '[fe80::1]:7420' }, allowedHosts('FE80::1', 7420), true)).toBeNull();
  });

  it('answers under this machine’s own addresses when it listens on all of them', () => {
    const everywhere = allowedHosts('0.0.0.0', 7420);
    expect(everywhere).toContain('127.0.0.1:7420');
    expect(everywhere).not.toContain('0.0.0.0:7420');
    expect(refusedOrigin({ host: 'evil.example:7420' }, everywhere, false)).toBe('evil.example:7420');
  });

  it('writes IPv6 addresses with brackets', () => {
    expect(hostInUrl('::1')).toBe('[::1]');
    expect(hostInUrl('Localhost')).toBe('localhost');
  });
});
