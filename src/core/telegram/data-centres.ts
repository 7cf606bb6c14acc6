import type { TelegramServer } from './driver.ts';

type Address = { readonly host: string; readonly port: number };

/**
 * Telegram's production data centres. The address in a session string is not followed: it is text that somebody
 * pasted, and whoever wrote it could have us connect anywhere.
 */
const productionHosts: Readonly<Record<number, string>> = {
  1: '149.154.175.53',
  2: '149.154.167.51',
  3: '149.154.175.100',
  4: '149.154.167.91',
  5: '91.108.56.130',
};
const productionPort = 443;
/** Where a first connection is tried when no account says otherwise. */
const anyDataCentre = 2;

/** The data centre that a sign-in begins with, until it is told which one is right. */
export function firstDataCentre(server: TelegramServer): number {
  const testCentre = server.kind === 'test-server' ? server.dataCentres?.[0] : undefined;
  return testCentre?.id ?? anyDataCentre;
}

/** Where to reach a data centre of this server; throws when there is no such one. */
export function dataCentreAddress(server: TelegramServer, dataCentre = firstDataCentre(server)): Address {
  if (server.kind === 'test-server') return testServerAddress(server, dataCentre);
  const host = productionHosts[dataCentre];
  if (host === undefined) throw new Error(`Telegram has no data centre ${dataCentre}`);
  return { host, port: productionPort };
}

function testServerAddress(
  server: Extract<TelegramServer, { kind: 'test-server' }>,
  dataCentre: number,
): Address {
  if (server.dataCentres === undefined) return { host: server.host, port: server.port };
  const found = server.dataCentres.find(({ id }) => id === dataCentre);
  if (found === undefined) throw new Error(`the test server has no data centre ${dataCentre}`);
  return { host: found.host, port: found.port };
}
