import { chmodSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { usualVaultConfig } from '../vault/sources/choose-key-source.ts';
import { configKeys } from './config.ts';
import { loadConfig } from './load-config.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'opsdeck-config-'));
});

const load = (environment: Record<string, string> = {}) =>
  loadConfig({ OPSDECK_DATA_DIR: dataDir, ...environment });
const writeFile = (text: string) => writeFileSync(path.join(dataDir, 'config.json'), text);

describe('the configuration', () => {
  it('has a default for everything', () => {
    expect(load()).toEqual({
      databaseUrl: null,
      readDatabaseUrl: null,
      dataDir,
      host: '127.0.0.1',
      port: 7420,
      logLevel: 'info',
      vault: usualVaultConfig,
      telegram: { kind: 'not-configured' },
    });
  });

  it('takes the environment over the file over the default', () => {
    writeFile(JSON.stringify({ OPSDECK_PORT: 8000, OPSDECK_LOG_LEVEL: 'debug' }));
    expect(load({ OPSDECK_PORT: '9000', OPSDECK_HOST: '' })).toMatchObject({
      port: 9000,
      logLevel: 'debug',
      host: '127.0.0.1',
    });
  });

  it.each([
    ['OPSDECK_PORT', 'eighty'],
    ['OPSDECK_PORT', '70000'],
    ['OPSDECK_PORT', '-1'],
    ['OPSDECK_LOG_LEVEL', 'loud'],
    ['OPSDECK_HOST', 'no spaces please'],
    ['DATABASE_URL', 'mysql://localhost/x'],
    ['DATABASE_URL', 'localhost:5432'],
    ['OPSDECK_READ_DATABASE_URL', 'mysql://localhost/x'],
    ['OPSDECK_TELEGRAM_API_ID', '12.5'],
    ['OPSDECK_TELEGRAM_API_HASH', 'secret'],
    ['OPSDECK_TELEGRAM_SERVER', 'localhost'],
    ['OPSDECK_TELEGRAM_SERVER', 'localhost:0'],
  ])('raises CONFIG_INVALID for %s=%s, naming the key and where it came from', (key, value) => {
    const details = { key, source: 'the environment' };
    expect(() => load({ [key]: value })).toThrow(
      expect.objectContaining({
        code: 'CONFIG_INVALID',
        details: expect.objectContaining(details) as unknown,
      }),
    );
    writeFile(JSON.stringify({ [key]: value }));
    expect(() => load()).toThrow(path.join(dataDir, 'config.json'));
  });

  it('never repeats a wrong value, which may be a secret', () => {
    const wrong = { DATABASE_URL: 'mysql://ann:hunter2@db/x', OPSDECK_TELEGRAM_API_HASH: 'hunter2' };
    for (const [key, value] of Object.entries(wrong)) {
      expect(() => load({ [key]: value })).toThrow(
        expect.not.objectContaining({ message: expect.stringContaining('hunter2') as unknown }),
      );
    }
  });

  it('takes a standby to read from, beside the database that it follows', () => {
    const standby = { OPSDECK_READ_DATABASE_URL: 'postgres://ann@standby/team' };
    expect(() => load(standby)).toThrow('DATABASE_URL');
    expect(load({ ...standby, DATABASE_URL: 'postgres://ann@primary/team' })).toMatchObject({
      databaseUrl: 'postgres://ann@primary/team',
      readDatabaseUrl: 'postgres://ann@standby/team',
    });
  });

  it.each([
    ['not JSON', '{ nonsense'],
    ['a list', '[]'],
    ['nested values', '{"OPSDECK_PORT": {"value": 1}}'],
    ['an unknown key', '{"OPSDECK_PROT": 1}'],
    ['NUL bytes', '\u0000\u0000'],
    ['nothing', ''],
  ])('raises CONFIG_UNREADABLE for a file with %s', (_what, text) => {
    writeFile(text);
    expect(() => load()).toThrow(expect.objectContaining({ code: 'CONFIG_UNREADABLE' }));
  });

  it('raises CONFIG_UNREADABLE for a file that is a folder, and for one without permission', () => {
    const file = path.join(dataDir, 'config.json');
    mkdirSync(file);
    expect(() => load()).toThrow(expect.objectContaining({ code: 'CONFIG_UNREADABLE' }));
    if (process.getuid?.() === 0) return;
    dataDir = mkdtempSync(path.join(tmpdir(), 'opsdeck-config-'));
    writeFile('{}');
    chmodSync(path.join(dataDir, 'config.json'), 0);
    expect(() => load()).toThrow(expect.objectContaining({ code: 'CONFIG_UNREADABLE' }));
  });

  it('needs both parts of a Telegram application, and a readable key for a test server', () => {
    expect(() => load({ OPSDECK_TELEGRAM_API_ID: '17' })).toThrow('OPSDECK_TELEGRAM_API_HASH');
    expect(() => load({ OPSDECK_TELEGRAM_API_HASH: 'a'.repeat(32) })).toThrow('OPSDECK_TELEGRAM_API_ID');
    const server = { OPSDECK_TELEGRAM_SERVER: '127.0.0.1:1234' };
    expect(() => load(server)).toThrow('OPSDECK_TELEGRAM_PUBLIC_KEY');
    const key = path.join(dataDir, 'key.pem');
    expect(() => load({ ...server, OPSDECK_TELEGRAM_PUBLIC_KEY: key })).toThrow('cannot be read');
    writeFileSync(key, 'not a key');
    expect(() => load({ ...server, OPSDECK_TELEGRAM_PUBLIC_KEY: key })).toThrow('PEM');
    writeFileSync(key, '-----BEGIN RSA PUBLIC KEY-----\nxyz\n-----END RSA PUBLIC KEY-----\n');
    expect(load({ ...server, OPSDECK_TELEGRAM_PUBLIC_KEY: key }).telegram).toMatchObject({
      kind: 'test-server',
      host: '127.0.0.1',
      port: 1234,
    });
  });

  it('is documented, every key of it', () => {
    const page = readFileSync(path.resolve(import.meta.dirname, '../../../docs/configuration.md'), 'utf8');
    for (const { environment, description } of Object.values(configKeys)) {
      expect(page).toContain(`\`${environment}\``);
      expect(page).toContain(description);
    }
  });
});
