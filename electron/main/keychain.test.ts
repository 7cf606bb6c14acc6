import { beforeEach, describe, expect, it } from 'vitest';
import { resetElectron, safeStorage, standIn } from '../test/electron-stub.ts';
import { openKeychain, type SafeStoragePart } from './keychain.ts';

beforeEach(resetElectron);

const open = (platform: NodeJS.Platform) => openKeychain(standIn<SafeStoragePart>(safeStorage), platform);

async function openAvailable() {
  const keychain = await open('linux');
  if (!keychain.available) throw new Error(keychain.reason);
  return keychain;
}

describe('the keychain of the desktop', () => {
  it('gives back what it protected, and hides it meanwhile', async () => {
    const keychain = await openAvailable();
    const bytes = await keychain.protect('a key');
    expect(bytes.toString()).not.toContain('a key');
    expect(await keychain.reveal(bytes)).toEqual({ text: 'a key', stale: false });
    safeStorage.stale = true;
    expect(await keychain.reveal(bytes)).toEqual({ text: 'a key', stale: true });
  });

  it('does not open what another machine protected', async () => {
    const keychain = await openAvailable();
    const bytes = await keychain.protect('a key');
    safeStorage.machine = 'elsewhere';
    await expect(keychain.reveal(bytes)).rejects.toThrow();
  });

  it.each(['basic_text', 'unknown'])('is none on a Linux whose backend is %s', async (backend) => {
    safeStorage.backend = backend;
    expect(await open('linux')).toMatchObject({ available: false });
  });

  it('does not ask macOS and Windows for a backend, which they do not have', async () => {
    const elsewhere = { ...safeStorage, getSelectedStorageBackend: undefined };
    for (const platform of ['darwin', 'win32'] as const) {
      expect(await openKeychain(standIn<SafeStoragePart>(elsewhere), platform)).toMatchObject({
        available: true,
      });
    }
  });

  it('is none where encryption is not available, or asking for it fails', async () => {
    safeStorage.available = false;
    expect(await open('darwin')).toMatchObject({ available: false });
    const failing = { ...safeStorage, isAsyncEncryptionAvailable: () => Promise.reject(new Error('no bus')) };
    expect(await openKeychain(standIn<SafeStoragePart>(failing), 'linux')).toMatchObject({
      available: false,
    });
  });
});
