import { createHash, randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { DocumentId, VerificationId } from '#contract/ids.ts';
import { documentLimits } from '#contract/marketplace/verification-states.ts';
import { drawIdentityCard, drawStatement } from '#sandbox/documents/draw-document.ts';
import { pngPart } from '#sandbox/documents/draw-png.ts';
import { createTestDatabase, type TestDatabase } from '../../../../../tests/setup/test-database.ts';
import { inTransaction } from '../../../backend/transaction.ts';
import { silentLogger } from '../../../logging/logger.ts';
import { beginRotation } from '../../../vault/rotation/begin-rotation.ts';
import { rotate } from '../../../vault/rotation/rotation-runner.ts';
import { openVault } from '../../../vault/open-vault.ts';
import { ben } from '../../testing/test-market.ts';
import { dropAbandonedUploads } from '../keep-verification.ts';
import { verificationChunks, verificationDocuments, verificationEvents } from '../schema.ts';
import { operator, TestVerification } from '../testing/test-verification.ts';
import { finishDocument } from './finish-document.ts';
import { removeDocument } from './remove-document.ts';
import { sealedDocuments } from './sealed-documents.ts';
import { viewDocument } from './view-document.ts';

let database: TestDatabase;
let office: TestVerification;
let id: VerificationId;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
// Each has a market of its own in the one database, with a request.
beforeEach(async () => {
  office = await TestVerification.open(database);
  ({ id } = await office.open());
});

const rita = operator('Rita');
const view = (documentId: DocumentId, { vault } = office) =>
  viewDocument(office.workspace, vault, rita, documentId, new Date());

/** A picture of several parts: noise behind a card, where a text may stand. */
function largePicture(bytes: number): Buffer {
  const card = drawIdentityCard('large');
  const noise = pngPart('prVt', randomBytes(bytes));
  return Buffer.concat([card.subarray(0, 33), noise, card.subarray(33)]);
}

const rowsOf = (table: typeof verificationChunks | typeof verificationDocuments) =>
  database.database.select().from(table).where(eq(table.workspaceId, office.workspace.id));

describe('a document', () => {
  test.each([
    ['of one part', drawIdentityCard('ada')],
    ['that is a PDF', drawStatement('ada')],
    [
      'of exactly two parts',
      largePicture(2 * documentLimits.partBytes - 12 - drawIdentityCard('large').length),
    ],
    ['of many parts', largePicture(3_000_000)],
  ])('%s comes back as it was, and each look is written down', async (_, bytes) => {
    const documentId = await office.upload(id, bytes);
    const { base64, mediaType } = await view(documentId);
    expect(Buffer.from(base64, 'base64').equals(bytes)).toBe(true);
    expect(mediaType).toBe(bytes[0] === 0x89 ? 'image/png' : 'application/pdf');
    const looks = await database.database
      .select()
      .from(verificationEvents)
      .where(eq(verificationEvents.documentId, documentId));
    expect(looks.map(({ kind, actor }) => [kind, actor])).toEqual([
      ['document_added', 'Sue'],
      ['viewed', 'Rita'],
    ]);
  });

  test('is nowhere in the database in clear, nor a digest that could be looked up', async () => {
    const planted = 'planted in a passport of nobody';
    const bytes = drawIdentityCard('planted', planted);
    await office.upload(id, bytes);
    const chunks = await rowsOf(verificationChunks);
    expect(chunks).toHaveLength(1);
    const sealed = Buffer.concat(chunks.map((row) => ('sealed' in row ? row.sealed : Buffer.alloc(0))));
    expect(sealed.indexOf(planted)).toBe(-1);
    expect(sealed.indexOf('PNG')).toBe(-1);
    const [document] = await rowsOf(verificationDocuments);
    const digest = document !== undefined && 'digest' in document ? document.digest : null;
    expect(digest).toHaveLength(32);
    expect(digest).not.toEqual(createHash('sha256').update(bytes).digest());
  });

  test('raises DOCUMENT_KNOWN the second time in a request; another customer’s request names the first', async () => {
    const bytes = drawIdentityCard('ada');
    await office.upload(id, bytes);
    await expect(office.upload(id, bytes)).rejects.toMatchObject({ code: 'DOCUMENT_KNOWN', details: { id } });
    expect(await rowsOf(verificationDocuments)).toHaveLength(1);
    const other = await office.open({ customerId: ben });
    await office.upload(other.id, bytes);
    const rows = await database.database
      .select()
      .from(verificationDocuments)
      .where(eq(verificationDocuments.requestId, other.id));
    expect(rows).toMatchObject([{ sameAs: id, state: 'stored' }]);
  });

  test('raises DOCUMENT_REFUSED for one that is not what it says, with its first part when that is seen there', async () => {
    const refused = { code: 'DOCUMENT_REFUSED' };
    await expect(office.upload(id, Buffer.from('<svg onload="alert(1)"/>'))).rejects.toMatchObject(refused);
    await expect(office.upload(id, drawIdentityCard('a').subarray(0, -9))).rejects.toMatchObject(refused);
    await expect(office.upload(id, drawIdentityCard('a', '<script >'))).rejects.toMatchObject(refused);
    await expect(office.begin(id, 0)).rejects.toMatchObject(refused);
    await expect(office.begin(id, documentLimits.bytes + 1)).rejects.toMatchObject(refused);
    const { documentId } = await office.begin(id, 100);
    await expect(office.append(documentId, 0, drawIdentityCard('a'))).rejects.toMatchObject(refused);
    // What was refused at the end is gone; what never arrived is not seen, and goes later.
    const left = await rowsOf(verificationDocuments);
    expect(left.every((row) => 'state' in row && row.state === 'uploading' && row.received === 0)).toBe(true);
  });

  test('raises DOCUMENTS_TOO_MANY for the ninth', async () => {
    for (let each = 0; each < documentLimits.perRequest; each += 1) await office.begin(id, 1_000);
    await expect(office.begin(id, 1_000)).rejects.toMatchObject({
      code: 'DOCUMENTS_TOO_MANY',
      details: { most: 8 },
    });
  });

  test('raises DOCUMENT_GONE when it was removed, which can be done twice', async () => {
    const documentId = await office.upload(id, drawIdentityCard('ada'));
    for (let time = 0; time < 2; time += 1)
      await inTransaction(office.workspace.database, (transaction) =>
        removeDocument(transaction, office.workspace, 'Sue', documentId, new Date()),
      );
    await expect(view(documentId)).rejects.toMatchObject({ code: 'DOCUMENT_GONE' });
    await expect(
      finishDocument(office.workspace, office.vault, 'Sue', documentId, new Date()),
    ).rejects.toMatchObject({ code: 'DOCUMENT_GONE' });
    expect(await rowsOf(verificationChunks)).toEqual([]);
    await office.upload(id, drawIdentityCard('ada'));
  });

  test('raises DOCUMENT_DAMAGED when a part of it is missing, and VAULT_KEY_UNUSABLE when one was exchanged', async () => {
    const first = await office.upload(id, largePicture(600_000));
    const second = await office.upload(id, largePicture(600_000));
    const { pool } = database;
    await pool.query(
      'update verification_chunks set sealed = (select sealed from verification_chunks where id = $2) where id = $1',
      [`${first}/00001`, `${second}/00001`],
    );
    await expect(view(first)).rejects.toMatchObject({ code: 'VAULT_KEY_UNUSABLE' });
    await pool.query('delete from verification_chunks where id = $1', [`${second}/00001`]);
    await expect(view(second)).rejects.toMatchObject({ code: 'DOCUMENT_DAMAGED' });
    // Nothing was shown, so nothing was looked at.
    const looks = await database.database
      .select()
      .from(verificationEvents)
      .where(eq(verificationEvents.kind, 'viewed'));
    expect(looks.some(({ documentId }) => documentId === first || documentId === second)).toBe(false);
  });

  test('does not open with the key of another workspace', async () => {
    const documentId = await office.upload(id, drawIdentityCard('ada'));
    const other = await TestVerification.open(database);
    await expect(view(documentId, other)).rejects.toMatchObject({ code: 'VAULT_KEY_UNUSABLE' });
    rmSync(office.keyPath);
    await expect(openVault(office.workspace, office.keyPath)).rejects.toMatchObject({
      code: 'VAULT_KEY_UNUSABLE',
    });
  });
});

describe('an upload', () => {
  test('can be sent again: parts that are there change nothing, those that come too early neither', async () => {
    const bytes = largePicture(600_000);
    const { documentId } = await office.begin(id, bytes.length);
    const part = (number: number) =>
      bytes.subarray(number * documentLimits.partBytes, (number + 1) * documentLimits.partBytes);
    expect(await office.append(documentId, documentLimits.partBytes, part(1))).toEqual({ received: 0 });
    const twice = await Promise.all([
      office.append(documentId, 0, part(0)),
      office.append(documentId, 0, part(0)),
    ]);
    expect(twice).toEqual([{ received: 262_144 }, { received: 262_144 }]);
    await office.append(documentId, 262_144, part(1));
    await office.append(documentId, 524_288, part(2));
    for (let time = 0; time < 2; time += 1)
      await finishDocument(office.workspace, office.vault, 'Sue', documentId, new Date());
    expect(Buffer.from((await view(documentId)).base64, 'base64').equals(bytes)).toBe(true);
  });

  test('that its console did not live to finish is seen by nobody, and is gone after an hour', async () => {
    const bytes = largePicture(600_000);
    const { documentId } = await office.begin(id, bytes.length);
    await office.append(documentId, 0, bytes.subarray(0, documentLimits.partBytes));
    await expect(view(documentId)).rejects.toMatchObject({ code: 'DOCUMENT_GONE' });
    expect(await dropAbandonedUploads(office.workspace, new Date(Date.now() + 3_500_000))).toBe(0);
    expect(await dropAbandonedUploads(office.workspace, new Date(Date.now() + 3_700_000))).toBe(1);
    expect(await rowsOf(verificationChunks)).toEqual([]);
    await expect(office.append(documentId, 262_144, bytes.subarray(0, 9))).rejects.toMatchObject({
      code: 'DOCUMENT_GONE',
    });
  });

  test('goes on while the key is changed, and nothing is left of the old one', async () => {
    const { workspace, vault } = office;
    const before = await office.upload(id, largePicture(400_000));
    const bytes = largePicture(900_000);
    const { documentId } = await office.begin(id, bytes.length);
    await office.append(documentId, 0, bytes.subarray(0, documentLimits.partBytes));
    const columns = [sealedDocuments];
    await beginRotation(workspace, vault, columns, 'Ann');
    let offset: number = documentLimits.partBytes;
    const uploading = (async () => {
      while (offset < bytes.length)
        ({ received: offset } = await office.append(
          documentId,
          offset,
          bytes.subarray(offset, offset + documentLimits.partBytes),
        ));
      await finishDocument(workspace, vault, 'Sue', documentId, new Date());
    })();
    const rotated = await rotate({ workspace, vault, columns, logger: silentLogger() });
    await uploading;
    expect(rotated).toBe(true);
    const { rows } = await database.pool.query<{ key: string }>(
      `select distinct encode(substring(sealed from 1 for 5), 'hex') as key from verification_chunks where workspace_id = $1`,
      [workspace.id],
    );
    expect(rows).toEqual([{ key: '0200000002' }]);
    expect(Buffer.from((await view(documentId)).base64, 'base64').equals(bytes)).toBe(true);
    await expect(view(before)).resolves.toMatchObject({ mediaType: 'image/png' });
  });
});
