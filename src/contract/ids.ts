import { z } from 'zod';

/** Branded IDs: a number or a UUID that cannot be passed where another kind of ID is meant. */
export const workspaceIdSchema = z.uuid().brand<'WorkspaceId'>();
export type WorkspaceId = z.infer<typeof workspaceIdSchema>;

export const operatorIdSchema = z.uuid().brand<'OperatorId'>();
export type OperatorId = z.infer<typeof operatorIdSchema>;

export const accountIdSchema = z.int().positive().brand<'AccountId'>();
export type AccountId = z.infer<typeof accountIdSchema>;

export const checkRunIdSchema = z.uuid().brand<'CheckRunId'>();
export type CheckRunId = z.infer<typeof checkRunIdSchema>;

export const savedViewIdSchema = z.uuid().brand<'SavedViewId'>();
export type SavedViewId = z.infer<typeof savedViewIdSchema>;

export const reportDefinitionIdSchema = z.uuid().brand<'ReportDefinitionId'>();
export type ReportDefinitionId = z.infer<typeof reportDefinitionIdSchema>;

export const annotationIdSchema = z.uuid().brand<'AnnotationId'>();
export type AnnotationId = z.infer<typeof annotationIdSchema>;

export const labelChangeIdSchema = z.uuid().brand<'LabelChangeId'>();
export type LabelChangeId = z.infer<typeof labelChangeIdSchema>;

export const removalIdSchema = z.uuid().brand<'RemovalId'>();
export type RemovalId = z.infer<typeof removalIdSchema>;

const rowIdSchema = z.int().positive();

export const customerIdSchema = rowIdSchema.brand<'CustomerId'>();
export type CustomerId = z.infer<typeof customerIdSchema>;

export const channelIdSchema = rowIdSchema.brand<'ChannelId'>();
export type ChannelId = z.infer<typeof channelIdSchema>;

export const listingIdSchema = rowIdSchema.brand<'ListingId'>();
export type ListingId = z.infer<typeof listingIdSchema>;

export const orderIdSchema = rowIdSchema.brand<'OrderId'>();
export type OrderId = z.infer<typeof orderIdSchema>;

export const orderEventIdSchema = rowIdSchema.brand<'OrderEventId'>();
export type OrderEventId = z.infer<typeof orderEventIdSchema>;

export const ledgerAccountIdSchema = rowIdSchema.brand<'LedgerAccountId'>();
export type LedgerAccountId = z.infer<typeof ledgerAccountIdSchema>;

export const transferIdSchema = rowIdSchema.brand<'TransferId'>();
export type TransferId = z.infer<typeof transferIdSchema>;

export const commissionRuleIdSchema = rowIdSchema.brand<'CommissionRuleId'>();
export type CommissionRuleId = z.infer<typeof commissionRuleIdSchema>;

export const paymentIdSchema = rowIdSchema.brand<'PaymentId'>();
export type PaymentId = z.infer<typeof paymentIdSchema>;

export const disputeIdSchema = rowIdSchema.brand<'DisputeId'>();
export type DisputeId = z.infer<typeof disputeIdSchema>;

export const disputeEvidenceIdSchema = rowIdSchema.brand<'DisputeEvidenceId'>();
export type DisputeEvidenceId = z.infer<typeof disputeEvidenceIdSchema>;

export const placementCheckIdSchema = rowIdSchema.brand<'PlacementCheckId'>();
export type PlacementCheckId = z.infer<typeof placementCheckIdSchema>;

export const ratingIdSchema = rowIdSchema.brand<'RatingId'>();
export type RatingId = z.infer<typeof ratingIdSchema>;

export const customerEventIdSchema = rowIdSchema.brand<'CustomerEventId'>();
export type CustomerEventId = z.infer<typeof customerEventIdSchema>;

export const riskRulesIdSchema = rowIdSchema.brand<'RiskRulesId'>();
export type RiskRulesId = z.infer<typeof riskRulesIdSchema>;

export const verificationIdSchema = rowIdSchema.brand<'VerificationId'>();
export type VerificationId = z.infer<typeof verificationIdSchema>;

export const documentIdSchema = z.uuid().brand<'DocumentId'>();
export type DocumentId = z.infer<typeof documentIdSchema>;

/** A file that is being made, or waits to be fetched. */
export const exportIdSchema = z.uuid().brand<'ExportId'>();
export type ExportId = z.infer<typeof exportIdSchema>;

/** A question of the SQL console, named by who asks it so that it can be cancelled. */
export const sqlRunIdSchema = z.uuid().brand<'SqlRunId'>();
export type SqlRunId = z.infer<typeof sqlRunIdSchema>;
