import { hkdfSync } from 'node:crypto';
import { encodeSession } from '#core/telegram/session-string.ts';
import type { LatencyRange, SandboxAccount } from './account.ts';
import { allActive, scriptsOf, type AccountMix } from './mix.ts';
import { inventName } from './names.ts';
import type { AccountScript } from './script.ts';
import { integerBetween, seededRandom } from './seeded-random.ts';

/**
 * The sandbox's data centre where nobody wants several. It is written into the sessions; a client is told the real
 * address apart from them.
 */
export const sandboxDataCentre = 2;
const sandboxAddress = '127.0.0.1';
const sandboxSessionPort = 443;

const firstUserId = 7_100_000_000;

export type AccountPlan = {
  readonly seed: string;
  readonly count: number;
  readonly mix?: AccountMix | undefined;
  readonly latency?: LatencyRange | undefined;
  /** Scripts by the account's place, over what the mix says. */
  readonly scripts?: readonly AccountScript[] | undefined;
  /** The data centres that the accounts are spread over, in turns; one when left out. */
  readonly dataCentres?: readonly number[] | undefined;
  /** How many channels each account is in, by the account's place. */
  readonly joinedChannels?: readonly number[] | undefined;
};

/**
 * Accounts with names, scripts and sessions that depend on the plan only: the same at every start, in every process.
 * No handshake takes place; a thousand take some 20 ms.
 */
export function createSandboxAccounts(plan: AccountPlan): SandboxAccount[] {
  const random = seededRandom(plan.seed);
  const scripts = scriptsOf(plan.mix ?? allActive, plan.count, random);
  const dataCentres = plan.dataCentres ?? [sandboxDataCentre];
  return scripts.map((mixed, index) => {
    const dataCentre = dataCentres[index % dataCentres.length] ?? sandboxDataCentre;
    const { firstName, lastName, username } = inventName(random, index);
    const authKey = Buffer.from(hkdfSync('sha256', plan.seed, 'opsdeck sandbox', `auth key ${index}`, 256));
    return {
      firstName,
      lastName,
      username,
      userId: String(firstUserId + index * 97 + integerBetween(random, 0, 96)),
      phone: testPhone(index, dataCentre),
      script: plan.scripts?.[index] ?? mixed,
      latency: plan.latency ?? { least: 0, most: 0 },
      dataCentre,
      joinedChannels: plan.joinedChannels?.[index] ?? 3 + (index % 5),
      authKey,
      session: encodeSession({
        dataCentre,
        address: sandboxAddress,
        port: sandboxSessionPort,
        authKey,
      }),
    };
  });
}

/** 99966 and the data centre are Telegram's prefix for test accounts; +999 is no country. */
function testPhone(index: number, dataCentre: number): string {
  return `+99966${dataCentre}${String(index).padStart(4, '0')}`;
}
