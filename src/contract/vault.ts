import { z } from 'zod';
import { command, query, stream, type DomainContract } from './procedure.ts';
import { instantSchema } from './time.ts';

/** Where this console has the key of the workspace from. */
export const vaultSourceKinds = ['os-keychain', 'passphrase', 'key-file'] as const;
export type VaultSourceKind = (typeof vaultSourceKinds)[number];

export const passphraseRules = { shortest: 16, longest: 1_024, fewestDifferent: 8 } as const;

/** What is wrong with a passphrase that is to be a secret's only protection; null when nothing is. */
export function passphraseProblem(passphrase: string): 'short' | 'long' | 'monotonous' | 'digits' | null {
  const characters = Array.from(passphrase.normalize('NFKC'));
  if (characters.length < passphraseRules.shortest) return 'short';
  if (characters.length > passphraseRules.longest) return 'long';
  if (new Set(characters).size < passphraseRules.fewestDifferent) return 'monotonous';
  // Thirty digits are as good as sixteen letters; fewer are a date, a phone number, or both.
  if (characters.length < 30 && characters.every((character) => /[\d\s./:+-]/.test(character)))
    return 'digits';
  return null;
}

const passphraseSchema = z
  .string()
  .max(4_096)
  .refine((passphrase) => passphraseProblem(passphrase) === null, {
    error: `must have at least ${passphraseRules.shortest} characters, ${passphraseRules.fewestDifferent} of them different, and not only digits`,
  });

export const vaultRotationSchema = z.object({
  keyId: z.int().positive(),
  requestedBy: z.string(),
  startedAt: instantSchema,
  /** Null while it is under way. */
  finishedAt: instantSchema.nullable(),
  /** Secrets to seal again when it began, and those that have been. */
  total: z.int().nonnegative(),
  resealed: z.int().nonnegative(),
  /** Secrets that no key opens. While there are some, the keys they name are kept. */
  unreadable: z.int().nonnegative(),
});
export type VaultRotation = z.infer<typeof vaultRotationSchema>;

export const vaultStateSchema = z.object({
  source: z.object({
    kind: z.enum(vaultSourceKinds),
    /** The file to look after: a path on the console's machine. */
    place: z.string(),
    notice: z.string().nullable(),
  }),
  /** The key that secrets are sealed with now. */
  keyId: z.int().positive(),
  keyCreatedAt: instantSchema,
  /** Secrets that are kept sealed. */
  secrets: z.int().nonnegative(),
  /** The newest rotation, under way or finished; null when there never was one. */
  rotation: vaultRotationSchema.nullable(),
});
export type VaultState = z.infer<typeof vaultStateSchema>;

export const sessionExportIdSchema = z.uuid().brand<'SessionExportId'>();
export type SessionExportId = z.infer<typeof sessionExportIdSchema>;

export const vaultContract = {
  state: query({ permission: 'vault:read', input: z.void(), output: vaultStateSchema }),
  /** The state: at once, then whenever it is another one; never ends by itself. */
  watch: stream({ permission: 'vault:read', input: z.void(), output: vaultStateSchema }),
  /** Makes a new key and begins to seal everything with it. When that is under way already, nothing else happens. */
  rotate: command({ permission: 'vault:manage', input: z.void(), output: vaultStateSchema }),
  /**
   * Begins an export of all sessions, encrypted under the passphrase. The file is `head`, then each chunk in turn; it is
   * complete with the last. The console forgets the export when nobody asks for ten minutes.
   */
  beginExport: command({
    permission: 'vault:manage',
    input: z.object({ passphrase: passphraseSchema }),
    output: z.object({
      exportId: sessionExportIdSchema,
      fileName: z.string(),
      accounts: z.int().nonnegative(),
      chunks: z.int().positive(),
      head: z.string(),
    }),
  }),
  /** One part of the file. Asking for the same again is allowed: the parts stay valid in any mixture. */
  exportChunk: command({
    permission: 'vault:manage',
    input: z.object({ exportId: sessionExportIdSchema, chunk: z.int().nonnegative() }),
    output: z.object({ text: z.string() }),
  }),
} as const satisfies DomainContract;
