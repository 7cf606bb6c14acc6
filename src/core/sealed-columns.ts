import { sealedSessions } from './accounts/sealed-sessions.ts';
import { sealedDocuments } from './marketplace/verification/documents/sealed-documents.ts';
import type { SealedColumn } from './vault/sealed-column.ts';

/** Everything that the vault has sealed: a domain that keeps secrets adds its own. */
export const sealedColumns: readonly SealedColumn[] = [sealedSessions, sealedDocuments];
