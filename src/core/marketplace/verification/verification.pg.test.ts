import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type CustomerId, customerIdSchema, verificationIdSchema } from '#contract/ids.ts';
import { drawIdentityCard } from '#sandbox/documents/draw-document.ts';
import { createTestDatabase, type TestDatabase } from '../../../../tests/setup/test-database.ts';
import { inTransaction } from '../../backend/transaction.ts';
import { silentLogger } from '../../logging/logger.ts';
import { startTestCache, type TestCache } from '../../sync/testing/test-cache.ts';
import { customersMirror } from '../customers/mirror.ts';
import { customers } from '../customers/schema.ts';
import { ada, ben } from '../testing/test-market.ts';
import { approveRequest, rejectRequest, withdrawRequest } from './commands/decide-request.ts';
import { releaseRequest } from './commands/take-request.ts';
import { eraseOldDocuments, expireApprovals } from './keep-verification.ts';
import type { SeenRequest } from './lock-request.ts';
import { verificationMirrors } from './mirror.ts';
import { getRequest } from './queries/get-request.ts';
import { countQueues, listQueue } from './queries/list-queue.ts';
import { verificationChunks, verificationDocuments, verificationEvents } from './schema.ts';
import { operator, TestVerification } from './testing/test-verification.ts';
import { startVerificationRunner } from './verification-runner.ts';

let database: TestDatabase;
let office: TestVerification;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
// Each has a market of its own in the one database.
beforeEach(async () => {
  office = await TestVerification.open(database);
});

const [rita, otto] = [operator('Rita'), operator('Otto')];
const card = drawIdentityCard('ada');
const dayMs = 86_400_000;
const later = (days: number) => new Date(Date.now() + days * dayMs);

const approve = (seen: SeenRequest, { caller = rita, validUntil = later(365), reason = '' } = {}) =>
  inTransaction(office.workspace.database, (transaction) =>
    approveRequest(
      transaction,
      office.workspace,
      caller,
      { id: seen.id, version: seen.version, validUntil, reason },
      new Date(),
    ),
  );

const reject = (seen: SeenRequest, reason = '', rejection: 'unreadable' | 'other' = 'unreadable') =>
  inTransaction(office.workspace.database, (transaction) =>
    rejectRequest(
      transaction,
      office.workspace,
      rita,
      { id: seen.id, version: seen.version, rejection, reason },
      new Date(),
    ),
  );

async function verifiedAt(id: CustomerId = ada): Promise<Date | null> {
  const [row] = await database.database
    .select({ at: customers.verifiedAt })
    .from(customers)
    .where(and(eq(customers.workspaceId, office.workspace.id), eq(customers.id, id)));
  return row?.at ?? null;
}

async function timeline(): Promise<string[]> {
  const rows = await database.database
    .select()
    .from(verificationEvents)
    .where(eq(verificationEvents.workspaceId, office.workspace.id))
    .orderBy(verificationEvents.id);
  return rows.map(({ kind, actor }) => `${kind} by ${actor}`);
}

const rowsOf = (table: typeof verificationChunks | typeof verificationDocuments) =>
  database.database.$count(table, eq(table.workspaceId, office.workspace.id));

describe('a request', () => {
  test('goes from the customer through one reviewer to an approval that makes them verified', async () => {
    const id = await office.inReview(rita, card);
    expect(await verifiedAt()).toBeNull();
    await approve(await office.seen(id), { reason: 'All four corners visible' });
    expect(await office.seen(id)).toMatchObject({
      state: 'approved',
      decidedBy: 'Rita',
      reviewer: 'Rita',
      reason: 'All four corners visible',
      version: 4,
    });
    expect(await verifiedAt()).toEqual((await office.seen(id)).decidedAt);
    expect(await timeline()).toEqual([
      'requested by Sue',
      'document_added by Sue',
      'claimed by Rita',
      'approved by Rita',
    ]);
  });

  test('of a payment method verifies no identity', async () => {
    const { id } = await office.open({ kind: 'payment_method', label: 'Visa •••• 4242' });
    await office.upload(id, card);
    await office.claim(rita, await office.seen(id));
    await approve(await office.seen(id));
    expect(await verifiedAt()).toBeNull();
  });

  test('raises VERIFICATION_OPEN for a second one of the same thing, also of two at once', async () => {
    const both = await Promise.allSettled([office.open(), office.open()]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    await expect(office.open()).rejects.toMatchObject({ code: 'VERIFICATION_OPEN' });
    await office.open({ customerId: ben });
    await office.open({ kind: 'payment_method', label: 'Visa •••• 4242' });
    await expect(office.open({ kind: 'payment_method', label: 'VISA •••• 4242' })).rejects.toMatchObject({
      code: 'VERIFICATION_OPEN',
    });
  });

  test('raises ACCOUNT_NUMBER_REFUSED for a whole number, wherever it is typed, and repeats it nowhere', async () => {
    for (const label of ['4242 4242 4242 4242', 'DE89 3704 0044 0532 0130 00']) {
      const refusal = await office.open({ kind: 'payment_method', label }).catch((error: unknown) => error);
      expect(refusal).toMatchObject({ code: 'ACCOUNT_NUMBER_REFUSED', details: {} });
      expect(String(refusal)).not.toContain(label);
    }
    const seen = await office.seen(await office.inReview(rita, card));
    const reason = 'card 4242-4242-4242-4242 is hers';
    await expect(approve(seen, { reason })).rejects.toMatchObject({ code: 'ACCOUNT_NUMBER_REFUSED' });
    await expect(reject(seen, reason)).rejects.toMatchObject({ code: 'ACCOUNT_NUMBER_REFUSED' });
  });

  test('raises VERIFICATION_INCOMPLETE for what cannot be decided by', async () => {
    const incomplete = { code: 'VERIFICATION_INCOMPLETE' };
    await expect(office.open({ kind: 'payment_method', label: null })).rejects.toMatchObject(incomplete);
    await expect(office.open({ label: 'Visa •••• 4242' })).rejects.toMatchObject(incomplete);
    const { id } = await office.open();
    await office.claim(rita, await office.seen(id));
    await expect(approve(await office.seen(id))).rejects.toMatchObject(incomplete);
    await office.upload(id, card);
    const seen = await office.seen(id);
    await expect(approve(seen, { validUntil: later(-1) })).rejects.toMatchObject(incomplete);
    await expect(approve(seen, { validUntil: later(9_999) })).rejects.toMatchObject(incomplete);
    await expect(reject(seen, '', 'other')).rejects.toMatchObject(incomplete);
  });

  test('raises VERIFICATION_MOVE_IMPOSSIBLE when nobody has taken it, or it has ended', async () => {
    const { id } = await office.open();
    await office.upload(id, card);
    const impossible = { code: 'VERIFICATION_MOVE_IMPOSSIBLE' };
    await expect(approve(await office.seen(id))).rejects.toMatchObject(impossible);
    await office.claim(rita, await office.seen(id));
    await reject(await office.seen(id), 'Too dark');
    await expect(reject(await office.seen(id))).rejects.toMatchObject(impossible);
    await expect(office.upload(id, card)).rejects.toMatchObject(impossible);
  });

  test('is not there: NOT_FOUND', async () => {
    const nobody = customerIdSchema.parse(99);
    await expect(office.open({ customerId: nobody })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(office.claim(rita, { id: verificationIdSchema.parse(1), version: 1 })).rejects.toMatchObject(
      { code: 'NOT_FOUND' },
    );
  });

  test('can be withdrawn', async () => {
    const { id } = await office.open();
    const { version } = await office.seen(id);
    await inTransaction(office.workspace.database, (transaction) =>
      withdrawRequest(transaction, office.workspace, rita, { id, version, reason: '' }, new Date()),
    );
    expect(await office.seen(id)).toMatchObject({ state: 'withdrawn', decidedBy: 'Rita' });
    await office.open();
  });
});

test('an approval is on the customer’s timeline, and their risk is computed again', async () => {
  const id = await office.inReview(rita, card);
  await approve(await office.seen(id), { validUntil: later(30) });
  await expireApprovals(office.workspace, later(31));
  const { rows } = await database.pool.query(
    'select kind, actor, details from customer_events where workspace_id = $1 order by id',
    [office.workspace.id],
  );
  expect(rows).toEqual([
    { kind: 'verified', actor: 'Rita', details: { request: id } },
    { kind: 'verification_ended', actor: 'Opsdeck', details: { request: id } },
  ]);
  const risk = await database.pool.query(
    'select cause from risk_requests where workspace_id = $1 and customer_id = $2',
    [office.workspace.id, ada],
  );
  expect(risk.rows).toEqual([{ cause: 'verification' }, { cause: 'verification' }]);
});

describe('two who review', () => {
  test('raises VERIFICATION_CHANGED to whoever takes it second, with who was faster', async () => {
    const { id } = await office.open();
    const seen = await office.seen(id);
    const both = await Promise.allSettled([rita, otto].map((caller) => office.claim(caller, seen)));
    const lost = both.findIndex(({ status }) => status === 'rejected');
    expect(both[1 - lost]).toMatchObject({ status: 'fulfilled' });
    expect(both[lost]).toMatchObject({
      reason: {
        code: 'VERIFICATION_CHANGED',
        details: { id, by: [otto, rita][lost]?.name, what: 'claimed' },
      },
    });
  });

  test('raises VERIFICATION_TAKEN to whoever decides what a colleague took', async () => {
    const id = await office.inReview(rita, card);
    await expect(approve(await office.seen(id), { caller: otto })).rejects.toMatchObject({
      code: 'VERIFICATION_TAKEN',
      details: { id, by: 'Rita' },
    });
    const seen = await office.seen(id);
    await inTransaction(office.workspace.database, (transaction) =>
      releaseRequest(transaction, office.workspace, otto, seen, new Date()),
    );
    await office.claim(otto, await office.seen(id));
    await approve(await office.seen(id), { caller: otto });
    expect(await timeline()).toContain('released by Otto');
  });

  test('do not decide by documents they have not seen', async () => {
    const id = await office.inReview(rita, card);
    const seen = await office.seen(id);
    await office.upload(id, drawIdentityCard('another'));
    await expect(approve(seen)).rejects.toMatchObject({
      code: 'VERIFICATION_CHANGED',
      details: { by: 'Sue', what: 'document added' },
    });
  });
});

const readKeptDays = () => Promise.resolve(30);

describe('time', () => {
  test('ends an approval exactly once, whoever looks, and with it the customer’s verification', async () => {
    const id = await office.inReview(rita, card);
    await approve(await office.seen(id), { validUntil: later(30) });
    expect(await expireApprovals(office.workspace, later(29))).toBe(0);
    const looked = await Promise.all(
      Array.from({ length: 6 }, () => expireApprovals(office.workspace, later(31))),
    );
    expect(looked.reduce((sum, each) => sum + each, 0)).toBe(1);
    expect(await office.seen(id)).toMatchObject({ state: 'expired' });
    expect(await verifiedAt()).toBeNull();
    expect((await timeline()).filter((each) => each.startsWith('expired'))).toEqual(['expired by Opsdeck']);
  });

  test('leaves a customer verified by another approval that holds', async () => {
    const first = await office.inReview(rita, card);
    await approve(await office.seen(first), { validUntil: later(10) });
    const second = await office.inReview(rita, drawIdentityCard('renewed'));
    await approve(await office.seen(second), { validUntil: later(400) });
    expect(await expireApprovals(office.workspace, later(11))).toBe(1);
    expect(await verifiedAt()).toEqual((await office.seen(second)).decidedAt);
  });

  test('deletes the documents of what was rejected, not those of an approval; the record stays', async () => {
    const rejected = await office.inReview(rita, card);
    await reject(await office.seen(rejected), 'Too dark');
    const approved = await office.inReview(rita, drawIdentityCard('ben'), ben);
    await approve(await office.seen(approved));
    expect(await eraseOldDocuments(office.workspace, 30, later(29))).toBe(0);
    expect(await rowsOf(verificationChunks)).toBe(2);
    expect(await eraseOldDocuments(office.workspace, 30, later(31))).toBe(1);
    expect(await eraseOldDocuments(office.workspace, 30, later(31))).toBe(0);
    expect(await rowsOf(verificationChunks)).toBe(1);
    expect(await office.seen(rejected)).toMatchObject({ state: 'rejected', reason: 'Too dark' });
    const documents = await database.database
      .select()
      .from(verificationDocuments)
      .where(eq(verificationDocuments.requestId, rejected));
    expect(documents).toMatchObject([{ state: 'erased', digest: null }]);
  });

  test('counts for an expired approval from when it expired', async () => {
    const id = await office.inReview(rita, card);
    await approve(await office.seen(id), { validUntil: later(100) });
    await expireApprovals(office.workspace, later(101));
    expect(await eraseOldDocuments(office.workspace, 30, later(130))).toBe(0);
    expect(await eraseOldDocuments(office.workspace, 30, later(132))).toBe(1);
  });

  test('is watched by a runner, which stops at once', async () => {
    const id = await office.inReview(rita, card);
    await approve(await office.seen(id), { validUntil: new Date(Date.now() + 300) });
    const { workspace } = office;
    const runner = startVerificationRunner({ workspace, logger: silentLogger(), readKeptDays, pollMs: 20 });
    await expect.poll(async () => (await office.seen(id)).state, { timeout: 20_000 }).toBe('expired');
    await runner.stop();
  });
});

describe('the queue, read from the local copy', () => {
  let copy: TestCache;
  beforeEach(async () => {
    copy = await startTestCache({
      url: database.url,
      workspaceId: office.workspace.id,
      tables: [customersMirror, ...verificationMirrors],
    });
    return () => copy.close();
  });

  test('has the urgent first, then the oldest, and says who reviews what', async () => {
    await office.open({}, later(-2));
    await office.open({ kind: 'payment_method', label: 'IBAN •• 3000' }, later(-3));
    const urgent = await office.open({ customerId: ben, priority: 'high' }, later(-1));
    const reviewed = await office.inReview(rita, drawIdentityCard('eve'), customerIdSchema.parse(3));
    await copy.caughtUp();
    const all = { filter: { search: '', kinds: [], states: [] }, offset: 0, limit: 10 };
    const waiting = await listQueue(copy.cache, { queue: 'waiting', ...all }, Date.now());
    expect(waiting.total).toBe(3);
    expect(waiting.rows.map(({ customer, kind }) => [customer.name, kind])).toEqual([
      ['Ben', 'identity'],
      ['Ada', 'payment_method'],
      ['Ada', 'identity'],
    ]);
    expect(waiting.rows[0]).toMatchObject({ id: urgent.id, priority: 'high' });
    const found = await listQueue(
      copy.cache,
      { queue: 'waiting', ...all, filter: { search: '3000', kinds: ['payment_method'], states: [] } },
      Date.now(),
    );
    // A number is looked for as one; the reference is found by its words.
    expect(found.total).toBe(0);
    expect(await countQueues(copy.cache, Date.now())).toMatchObject({ waiting: 3, in_review: 1, decided: 0 });
    const inReview = await listQueue(copy.cache, { queue: 'in_review', ...all }, Date.now());
    expect(inReview.rows).toMatchObject([{ id: reviewed, reviewer: 'Rita', documents: 1 }]);
  });

  test('shows of a document that it is there, and what came of it', async () => {
    const id = await office.inReview(rita, card);
    await reject(await office.seen(id), 'Too dark');
    await copy.caughtUp();
    const request = await getRequest(copy.cache, id, 30);
    expect(request).toMatchObject({
      state: 'rejected',
      rejection: 'unreadable',
      reason: 'Too dark',
      customer: { name: 'Ada' },
      shown: [{ kind: 'passport', mediaType: 'image/png', width: 640, height: 404, sameAs: null }],
      others: [],
    });
    expect(request.documentsGoAt).toBe((request.decidedAt ?? 0) + 30 * dayMs);
    expect(request.timeline.map(({ kind }) => kind)).toEqual([
      'requested',
      'document_added',
      'claimed',
      'rejected',
    ]);
  });
});
