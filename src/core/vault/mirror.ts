import { mirror } from '../cache/mirror.ts';
import { vaultDataKeys, vaultRotations } from './schema.ts';

/** What is known of the vault, for its page. No key: the wrapped ones stay in the database. */
export const vaultMirrors = [mirror(vaultDataKeys, { without: ['wrapped'] }), mirror(vaultRotations)];
