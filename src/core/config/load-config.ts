import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { z } from 'zod';
import { OpsdeckError } from '#contract/errors.ts';
import { type Config, configKeys, type ConfigKeyName, type TelegramConfig } from './config.ts';
import { defaultDataDir } from './default-data-dir.ts';
import { readConfigFile } from './read-config-file.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** A test server accepts any application; these mark ours in its log. */
const testApplication = { apiId: 1, apiHash: '0'.repeat(32) };

/**
 * The configuration: environment over `<dataDir>/config.json` over defaults. An empty environment variable counts as unset.
 *
 * @throws OpsdeckError CONFIG_INVALID naming the key, where its value came from and what is wrong; CONFIG_UNREADABLE.
 */
export function loadConfig(environment: Environment, defaults: { dataDir?: string } = {}): Config {
  const fromEnvironment = (name: ConfigKeyName) => environment[configKeys[name].environment] || undefined;
  const dataDir = path.resolve(fromEnvironment('dataDir') ?? defaults.dataDir ?? defaultDataDir());
  const configFile = path.join(dataDir, 'config.json');
  const fileValues = readConfigFile(configFile);

  function read<Name extends ConfigKeyName>(name: Name): z.output<(typeof configKeys)[Name]['schema']> {
    const { environment: variable, schema } = configKeys[name];
    const own = fromEnvironment(name);
    const source = own === undefined ? configFile : 'the environment';
    const result = schema.safeParse(own ?? fileValues[variable]);
    if (!result.success) {
      throw new OpsdeckError('CONFIG_INVALID', {
        key: variable,
        source,
        problem: result.error.issues.map((issue) => issue.message).join('; '),
      });
    }
    // The table's schemas keep their types, a lookup in it by name does not.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    return result.data as z.output<(typeof configKeys)[Name]['schema']>;
  }

  const databaseUrl = read('databaseUrl') ?? null;
  const readDatabaseUrl = read('readDatabaseUrl') ?? null;
  if (readDatabaseUrl !== null && databaseUrl === null) {
    throw missing('databaseUrl', `is needed beside ${configKeys.readDatabaseUrl.environment}`);
  }
  return {
    databaseUrl,
    readDatabaseUrl,
    dataDir,
    host: read('host'),
    port: read('port'),
    logLevel: read('logLevel'),
    vault: {
      keyFile: read('vaultKeyFile') ?? null,
      passphraseFile: read('vaultPassphraseFile') ?? null,
      previousKeyFile: read('vaultPreviousKeyFile') ?? null,
      previousPassphraseFile: read('vaultPreviousPassphraseFile') ?? null,
    },
    telegram: telegramConfig({
      apiId: read('telegramApiId'),
      apiHash: read('telegramApiHash'),
      server: read('telegramServer'),
      publicKeyFile: read('telegramPublicKey'),
    }),
  };
}

function telegramConfig(values: {
  apiId: number | undefined;
  apiHash: string | undefined;
  server: { host: string; port: number } | undefined;
  publicKeyFile: string | undefined;
}): TelegramConfig {
  const { apiId, apiHash, server, publicKeyFile } = values;
  if (server !== undefined) {
    const application = {
      apiId: apiId ?? testApplication.apiId,
      apiHash: apiHash ?? testApplication.apiHash,
    };
    return { kind: 'test-server', ...application, ...server, publicKey: readPublicKey(publicKeyFile) };
  }
  if (apiId === undefined && apiHash === undefined) return { kind: 'not-configured' };
  if (apiId === undefined) throw missing('telegramApiId', 'is needed beside the application hash');
  if (apiHash === undefined) throw missing('telegramApiHash', 'is needed beside the application ID');
  return { kind: 'production', apiId, apiHash };
}

function readPublicKey(file: string | undefined): string {
  if (file === undefined) throw missing('telegramPublicKey', 'is needed beside OPSDECK_TELEGRAM_SERVER');
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new OpsdeckError(
      'CONFIG_INVALID',
      {
        key: configKeys.telegramPublicKey.environment,
        source: 'the configuration',
        problem: `the file ${file} cannot be read`,
      },
      { cause },
    );
  }
  if (!text.includes('PUBLIC KEY-----'))
    throw missing('telegramPublicKey', 'must be a PEM file with an RSA public key');
  return text;
}

function missing(name: ConfigKeyName, problem: string): OpsdeckError {
  return new OpsdeckError('CONFIG_INVALID', {
    key: configKeys[name].environment,
    source: 'the configuration',
    problem,
  });
}
