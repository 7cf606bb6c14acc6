/** What a customer proves: who they are, or that a card or an account is theirs. */
export const verificationKinds = ['identity', 'payment_method'] as const;
export type VerificationKind = (typeof verificationKinds)[number];

export const verificationStates = [
  'requested',
  'in_review',
  'approved',
  'rejected',
  'withdrawn',
  'expired',
] as const;
export type VerificationState = (typeof verificationStates)[number];

/** Somebody still has to do something. */
export const openVerificationStates = ['requested', 'in_review'] as const satisfies VerificationState[];

/** From here on the documents are kept for a while and then deleted; those of an approval stay as long as it holds. */
export const endedVerificationStates = [
  'rejected',
  'withdrawn',
  'expired',
] as const satisfies VerificationState[];

export type VerificationMoveName = 'claim' | 'release' | 'approve' | 'reject' | 'withdraw' | 'expire';

type VerificationMove = {
  readonly from: readonly VerificationState[];
  readonly to: VerificationState;
};

/** Every move there is: what is not in it cannot happen. */
export const verificationMoves: Readonly<Record<VerificationMoveName, VerificationMove>> = {
  claim: { from: ['requested'], to: 'in_review' },
  release: { from: ['in_review'], to: 'requested' },
  approve: { from: ['in_review'], to: 'approved' },
  reject: { from: ['in_review'], to: 'rejected' },
  withdraw: { from: ['requested', 'in_review'], to: 'withdrawn' },
  expire: { from: ['approved'], to: 'expired' },
};

export function canMove(move: VerificationMoveName, state: VerificationState): boolean {
  return verificationMoves[move].from.includes(state);
}

export function isOpen(state: VerificationState): boolean {
  return state === 'requested' || state === 'in_review';
}

export const verificationPriorities = ['normal', 'high'] as const;
export type VerificationPriority = (typeof verificationPriorities)[number];

export const rejectionReasons = [
  'unreadable',
  'out_of_date',
  'name_differs',
  'wrong_document',
  'not_the_holder',
  'altered',
  'other',
] as const;
export type RejectionReason = (typeof rejectionReasons)[number];

/** What happened to a request. `viewed` is the audit of each time that a document was looked at. */
export const verificationEventKinds = [
  'requested',
  'document_added',
  'document_removed',
  'claimed',
  'released',
  'viewed',
  'approved',
  'rejected',
  'withdrawn',
  'expired',
  'erased',
] as const;
export type VerificationEventKind = (typeof verificationEventKinds)[number];

/** What a document shows. Files have no names here: people put names and numbers into them. */
export const documentKinds = [
  'passport',
  'id_card',
  'driving_licence',
  'selfie',
  'address',
  'card',
  'statement',
  'other',
] as const;
export type DocumentKind = (typeof documentKinds)[number];

/** `uploading` is invisible to everybody; of an `erased` one only the fact that it was there remains. */
export const documentStates = ['uploading', 'stored', 'erased'] as const;
export type DocumentState = (typeof documentStates)[number];

export const documentTypes = ['image/jpeg', 'image/png', 'image/webp', 'application/pdf'] as const;
export type DocumentType = (typeof documentTypes)[number];

export const documentLimits = {
  bytes: 10 * 1024 * 1024,
  /** In one request, those that were erased left out. */
  perRequest: 8,
  /** Of the file, in one `appendDocument`. As base64 it stays below what a shell reads of one request. */
  partBytes: 256 * 1024,
} as const;
