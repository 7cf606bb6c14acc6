import { randomBytes } from 'node:crypto';
import type { SandboxAccount } from '../accounts/account.ts';
import type { ClientDescription, Grant, KnownKey } from './sandbox-user.ts';

const unknownClient: ClientDescription = {
  apiId: 1,
  deviceModel: 'Desktop',
  systemVersion: '1.0',
  appVersion: '1.0',
};

/** Phones that are in the lists of active sessions; nothing is ever connected from them. */
const otherDevices = [
  { deviceModel: 'Pixel 9', platform: 'Android', systemVersion: 'SDK 35', appName: 'Telegram Android' },
  { deviceModel: 'iPhone 16', platform: 'iOS', systemVersion: '18.1', appName: 'Telegram iOS' },
] as const;

/** The sessions an account has at the start: the one whose string is handed out comes first. */
export function grantsAtStart(account: SandboxAccount, key: KnownKey, index: number): Grant[] {
  const created = 1_750_000_000 + (index % 1_000) * 3_600;
  const own: Grant = {
    hash: hashAt(account.authKey, 0),
    key,
    client: unknownClient,
    appName: 'Opsdeck',
    platform: 'Desktop',
    ip: addressAt(account.authKey, 0),
    country: 'Germany',
    created,
    active: created,
  };
  const others = otherDevices.slice(0, index % (otherDevices.length + 1)).map((device, place): Grant => {
    const { appName, platform, deviceModel, systemVersion } = device;
    return {
      hash: hashAt(account.authKey, place + 1),
      key: null,
      client: { apiId: 6, deviceModel, systemVersion, appVersion: '11.4' },
      appName,
      platform,
      ip: addressAt(account.authKey, place + 1),
      country: 'Uzbekistan',
      created: created + place,
      active: created + 86_400,
    };
  });
  return [own, ...others];
}

/** The line that a sign-in adds. */
export function describeGrant(key: KnownKey): Grant {
  const now = Math.floor(Date.now() / 1000);
  return {
    hash: hashAt(randomBytes(16), 0),
    key,
    client: key.client ?? unknownClient,
    appName: 'Opsdeck',
    platform: 'Desktop',
    ip: '127.0.0.1',
    country: 'Germany',
    created: now,
    active: now,
  };
}

/** Never 0: that stands for the current session. */
function hashAt(bytes: Buffer, place: number): string {
  return String(bytes.readBigInt64LE(8 + place * 8) | 1n);
}

/** In a range that documentation may use: nobody's address. */
function addressAt(bytes: Buffer, place: number): string {
  return `203.0.113.${bytes.readUInt8(40 + place)}`;
}
