import { randomUUID } from 'node:crypto';
import { and, asc, eq, isNull, lt, ne, sql } from 'drizzle-orm';
import { operatorIdSchema, type CustomerId, type VerificationId } from '#contract/ids.ts';
import type { DocumentKind, RejectionReason } from '#contract/marketplace/verification-states.ts';
import { documentLimits } from '#contract/marketplace/verification-states.ts';
import type { Transaction } from '#core/backend/database.ts';
import { inTransaction } from '#core/backend/transaction.ts';
import { customers } from '#core/marketplace/customers/schema.ts';
import {
  approveRequest,
  rejectRequest,
  withdrawRequest,
} from '#core/marketplace/verification/commands/decide-request.ts';
import { openRequest } from '#core/marketplace/verification/commands/open-request.ts';
import { claimRequest } from '#core/marketplace/verification/commands/take-request.ts';
import { finishDocument } from '#core/marketplace/verification/documents/finish-document.ts';
import { appendDocument, beginDocument } from '#core/marketplace/verification/documents/receive-document.ts';
import { expireApprovals } from '#core/marketplace/verification/keep-verification.ts';
import { type VerificationRequest, holdRequest } from '#core/marketplace/verification/lock-request.ts';
import type { Caller } from '#core/rpc/caller.ts';
import type { Vault } from '#core/vault/open-vault.ts';
import type { Workspace } from '#core/workspaces/workspace.ts';
import { drawIdentityCard, drawPaymentCard, drawStatement } from './draw-document.ts';

type End =
  | { readonly kind: 'waiting' | 'in_review' | 'withdrawn' }
  | { readonly kind: 'approved'; readonly validDays: number }
  | { readonly kind: 'rejected'; readonly rejection: RejectionReason; readonly reason: string };

type Story = {
  /** How long ago it was asked for. */
  readonly daysAgo: number;
  readonly label?: string;
  readonly urgent?: boolean;
  readonly documents: readonly DocumentKind[];
  readonly end: End;
};

const stories: readonly Story[] = [
  { daysAgo: 420, documents: ['passport', 'selfie'], end: { kind: 'approved', validDays: 365 } },
  { daysAgo: 340, documents: ['id_card'], end: { kind: 'approved', validDays: 352 } },
  { daysAgo: 96, documents: ['passport', 'address'], end: { kind: 'approved', validDays: 730 } },
  {
    daysAgo: 61,
    label: 'Mastercard •••• 1881',
    documents: ['card'],
    end: { kind: 'approved', validDays: 365 },
  },
  {
    daysAgo: 12,
    documents: ['driving_licence'],
    end: { kind: 'rejected', rejection: 'unreadable', reason: 'The lower half is in the dark.' },
  },
  { daysAgo: 9, label: 'IBAN •• 3000', documents: ['statement'], end: { kind: 'withdrawn' } },
  { daysAgo: 2.2, documents: ['id_card', 'selfie'], end: { kind: 'in_review' } },
  { daysAgo: 1.6, documents: ['passport', 'address'], end: { kind: 'waiting' } },
  { daysAgo: 1.1, label: 'Visa •••• 4242', documents: ['card', 'statement'], end: { kind: 'waiting' } },
  { daysAgo: 0.4, documents: ['id_card'], end: { kind: 'waiting' } },
  { daysAgo: 0.1, urgent: true, documents: ['passport', 'selfie'], end: { kind: 'waiting' } },
];

const dayMs = 86_400_000;

function draw(kind: DocumentKind, seed: string): Buffer {
  if (kind === 'card') return drawPaymentCard(seed);
  if (kind === 'statement' || kind === 'address') return drawStatement(seed, kind === 'address' ? 1 : 2);
  return drawIdentityCard(`${seed} ${kind}`);
}

function colleague(name: string): Caller {
  return { operatorId: operatorIdSchema.parse(randomUUID()), name, role: 'finance' };
}

/** Gives a demo's customers requests in every state, with documents that are drawn for it. Returns how many. */
export async function seedVerification(workspace: Workspace, vault: Vault, now: number): Promise<number> {
  const people = await workspace.database
    .select({ id: customers.id })
    .from(customers)
    .where(
      and(
        eq(customers.workspaceId, workspace.id),
        isNull(customers.verifiedAt),
        ne(customers.role, 'admin'),
        eq(customers.state, 'active'),
        lt(customers.createdAt, new Date(now - 430 * dayMs)),
      ),
    )
    .orderBy(asc(customers.id))
    .limit(stories.length);
  for (const [index, { id }] of people.entries()) {
    const story = stories[index];
    if (story !== undefined) await tell(workspace, vault, id, story, now);
  }
  while ((await expireApprovals(workspace, new Date(now))) > 0);
  await workspace.database.execute(sql`analyze verification_requests, verification_documents`);
  return Math.min(people.length, stories.length);
}

async function tell(
  workspace: Workspace,
  vault: Vault,
  customerId: CustomerId,
  { daysAgo, label: reference, urgent = false, documents, end }: Story,
  now: number,
): Promise<void> {
  const label = reference ?? null;
  const at = (days: number) => new Date(now - Math.max(0, daysAgo - days) * dayMs);
  const within = <Result>(work: (transaction: Transaction) => Promise<Result>) =>
    inTransaction(workspace.database, work);
  const kind = label === null ? 'identity' : 'payment_method';
  const priority = urgent ? 'high' : 'normal';
  const { id } = await within((transaction) =>
    openRequest(transaction, workspace, 'Website', { customerId, kind, label, priority }, at(0)),
  );
  for (const document of documents)
    await handIn(workspace, vault, id, document, draw(document, `customer ${customerId}`), at(0.01));
  if (end.kind === 'waiting') return;
  const nina = colleague('Nina Petrova');
  const move = (
    days: number,
    make: (transaction: Transaction, seen: VerificationRequest, when: Date) => Promise<unknown>,
  ) =>
    within(async (transaction) => make(transaction, await holdRequest(transaction, workspace, id), at(days)));
  if (end.kind === 'withdrawn') {
    await move(0.5, (transaction, { version }, when) =>
      withdrawRequest(
        transaction,
        workspace,
        nina,
        { id, version, reason: 'Uses another account now.' },
        when,
      ),
    );
    return;
  }
  await move(0.6, (transaction, seen, when) => claimRequest(transaction, workspace, nina, seen, when));
  if (end.kind === 'approved')
    await move(0.7, (transaction, { version }, when) => {
      const validUntil = new Date(when.getTime() + end.validDays * dayMs);
      return approveRequest(transaction, workspace, nina, { id, version, validUntil, reason: '' }, when);
    });
  if (end.kind === 'rejected')
    await move(0.7, (transaction, { version }, when) => {
      const { rejection, reason } = end;
      return rejectRequest(transaction, workspace, nina, { id, version, rejection, reason }, when);
    });
}

/** Adds a document that was handed in at an instant of the past. */
async function handIn(
  workspace: Workspace,
  vault: Vault,
  id: VerificationId,
  kind: DocumentKind,
  bytes: Buffer,
  at: Date,
): Promise<void> {
  // The parts arrive today: a console that runs beside this forgets uploads whose last part is an hour old.
  const arrival = new Date();
  const { documentId } = await inTransaction(workspace.database, (transaction) =>
    beginDocument(transaction, workspace, 'Website', { id, kind, size: bytes.length }, arrival),
  );
  for (let offset = 0; offset < bytes.length; offset += documentLimits.partBytes) {
    const part = bytes.subarray(offset, offset + documentLimits.partBytes);
    await inTransaction(workspace.database, (transaction) =>
      appendDocument(transaction, workspace, vault, { documentId, offset, bytes: part }, arrival),
    );
  }
  await finishDocument(workspace, vault, 'Website', documentId, at);
}
