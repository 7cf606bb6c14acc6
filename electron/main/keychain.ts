import type { SafeStorage } from 'electron';
import type { OsKeychain } from '#core/vault/sources/os-keychain.ts';

/** What of Electron's `safeStorage` is used. */
export type SafeStoragePart = Pick<
  SafeStorage,
  'isAsyncEncryptionAvailable' | 'getSelectedStorageBackend' | 'encryptStringAsync' | 'decryptStringAsync'
>;

/**
 * The operating system's keychain: Keychain on macOS, DPAPI on Windows, the desktop's secret service on Linux. Only to be
 * asked once Electron is ready. On a Linux without one, Electron would encrypt with a password that everybody knows: that
 * counts as none.
 */
export async function openKeychain(
  safeStorage: SafeStoragePart,
  platform: NodeJS.Platform,
): Promise<OsKeychain> {
  if (!(await isAvailable(safeStorage))) return { available: false, reason: 'it is locked or not installed' };
  if (platform === 'linux') {
    const backend = safeStorage.getSelectedStorageBackend();
    if (backend === 'basic_text' || backend === 'unknown') {
      return { available: false, reason: 'neither GNOME’s keyring nor KDE’s wallet is running' };
    }
  }
  return {
    available: true,
    protect: (text) => safeStorage.encryptStringAsync(text),
    async reveal(bytes) {
      const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(bytes);
      return { text: result, stale: shouldReEncrypt };
    },
  };
}

async function isAvailable(safeStorage: SafeStoragePart): Promise<boolean> {
  try {
    return await safeStorage.isAsyncEncryptionAvailable();
  } catch {
    // Asking may wake a secret service that then fails: the same as none.
    return false;
  }
}
