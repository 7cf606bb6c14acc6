import { z } from 'zod';
import { logLevels } from '../logging/logger.ts';
import type { VaultConfig } from '../vault/sources/choose-key-source.ts';

/** One key of the configuration: where it may come from, what it means, and what it is when nobody says. */
type ConfigKey = {
  readonly environment: string;
  readonly description: string;
  readonly schema: z.ZodType;
  readonly fallback: string;
};

const port = z.coerce
  .number('is not a number')
  .int()
  .min(0)
  .max(65_535, 'must be a port between 0 and 65535');

const databaseUrl = z.string().refine((value) => {
  const protocol = URL.canParse(value) ? new URL(value).protocol : '';
  return protocol === 'postgres:' || protocol === 'postgresql:';
}, 'must look like postgres://user:password@host:5432/database');

const serverAddress = z
  .string()
  .regex(/^[^\s:]+:\d{1,5}$/, 'must be host:port')
  .transform((value) => {
    const [host = '', digits = ''] = value.split(':');
    return { host, port: Number(digits) };
  })
  .refine((server) => server.port >= 1 && server.port <= 65_535, 'its port must be between 1 and 65535');

const file = z.string().min(1, 'must name a file').optional();

/** Every key there is; `docs/configuration.md` is checked against this table. */
export const configKeys = {
  databaseUrl: {
    environment: 'DATABASE_URL',
    description: 'A team’s Postgres (15 or newer). Unset: the Postgres that comes with Opsdeck.',
    schema: databaseUrl.optional(),
    fallback: 'built-in Postgres',
  },
  readDatabaseUrl: {
    environment: 'OPSDECK_READ_DATABASE_URL',
    description: 'A standby of that Postgres, which the local copy is read from to spare the primary.',
    schema: databaseUrl.optional(),
    fallback: 'read from `DATABASE_URL`',
  },
  dataDir: {
    environment: 'OPSDECK_DATA_DIR',
    description: 'Where the database, the log and the workspace key are kept.',
    schema: z.string().min(1, 'must not be empty').optional(),
    fallback: 'the operating system’s folder for application data',
  },
  host: {
    environment: 'OPSDECK_HOST',
    description: 'The address the headless console listens on.',
    schema: z
      .string()
      .regex(/^[A-Za-z0-9.:-]+$/, 'must be a host name or an IP address')
      .default('127.0.0.1'),
    fallback: '127.0.0.1',
  },
  port: {
    environment: 'OPSDECK_PORT',
    description: 'The port the headless console listens on; 0 lets the system choose.',
    schema: port.default(7420),
    fallback: '7420',
  },
  logLevel: {
    environment: 'OPSDECK_LOG_LEVEL',
    description: `How much is logged: ${logLevels.join(', ')}.`,
    schema: z.enum(logLevels, `must be one of ${logLevels.join(', ')}`).default('info'),
    fallback: 'info',
  },
  vaultKeyFile: {
    environment: 'OPSDECK_VAULT_KEY_FILE',
    description: 'The file with the workspace key.',
    schema: file,
    fallback: '`workspace.key` in the data folder; on the desktop the keychain protects it',
  },
  vaultPassphraseFile: {
    environment: 'OPSDECK_VAULT_PASSPHRASE_FILE',
    description: 'A file with the passphrase that the workspace key is made from, in place of a key file.',
    schema: file,
    fallback: 'no passphrase',
  },
  vaultPreviousKeyFile: {
    environment: 'OPSDECK_VAULT_PREVIOUS_KEY_FILE',
    description: 'To move the workspace from this key file to the key above, once.',
    schema: file,
    fallback: 'nothing is moved',
  },
  vaultPreviousPassphraseFile: {
    environment: 'OPSDECK_VAULT_PREVIOUS_PASSPHRASE_FILE',
    description: 'To move the workspace from the passphrase in this file to the key above, once.',
    schema: file,
    fallback: 'nothing is moved',
  },
  telegramApiId: {
    environment: 'OPSDECK_TELEGRAM_API_ID',
    description: 'The application ID from my.telegram.org.',
    schema: z.coerce.number('is not a number').int().positive('must be a positive whole number').optional(),
    fallback: 'not set: accounts cannot be connected',
  },
  telegramApiHash: {
    environment: 'OPSDECK_TELEGRAM_API_HASH',
    description: 'The application hash from my.telegram.org.',
    schema: z
      .string()
      .regex(/^[0-9a-f]{32}$/, 'must be 32 hexadecimal digits')
      .optional(),
    fallback: 'not set: accounts cannot be connected',
  },
  telegramServer: {
    environment: 'OPSDECK_TELEGRAM_SERVER',
    description: 'host:port of a Telegram test server or sandbox to use in place of Telegram.',
    schema: serverAddress.optional(),
    fallback: 'Telegram itself',
  },
  telegramPublicKey: {
    environment: 'OPSDECK_TELEGRAM_PUBLIC_KEY',
    description: 'PEM file with the RSA public key of that test server.',
    schema: z.string().min(1, 'must name a file').optional(),
    fallback: 'not set',
  },
} as const satisfies Record<string, ConfigKey>;

export type ConfigKeyName = keyof typeof configKeys;

type Values = { [Name in ConfigKeyName]: z.output<(typeof configKeys)[Name]['schema']> };

export type TelegramConfig =
  | { readonly kind: 'not-configured' }
  | { readonly kind: 'production'; readonly apiId: number; readonly apiHash: string }
  | {
      readonly kind: 'test-server';
      readonly apiId: number;
      readonly apiHash: string;
      readonly host: string;
      readonly port: number;
      /** PEM text. */
      readonly publicKey: string;
    };

/** The configuration of one process, complete and checked. */
export type Config = {
  readonly databaseUrl: string | null;
  /** A standby of the same database; never set for the built-in one. */
  readonly readDatabaseUrl: string | null;
  readonly dataDir: string;
  readonly host: string;
  readonly port: number;
  readonly logLevel: Values['logLevel'];
  readonly vault: VaultConfig;
  readonly telegram: TelegramConfig;
};
