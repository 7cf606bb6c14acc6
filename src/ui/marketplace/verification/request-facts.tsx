import type { ReactNode } from 'react';
import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { VerificationDetail } from '#contract/marketplace/verification.ts';
import { FactList } from '../../components/layout/fact-list.tsx';
import { Section } from '../../components/layout/section.tsx';
import { DateTimeText } from '../../components/time/date-time-text.tsx';
import { RelativeTimeText } from '../../components/time/relative-time-text.tsx';

type Fact = { readonly label: string; readonly value: ReactNode };

/** What is verified, of whom, and how it stands. */
export function RequestFacts({ request }: { readonly request: VerificationDetail }) {
  const { t } = useTranslation('verification');
  const { customer, rejection, reason, label } = request;
  const decision = [
    rejection === null ? null : t(`decide.reasons.${rejection}`),
    reason === null ? null : reason,
  ].filter((word) => word !== null);
  const facts: readonly (Fact | null)[] = [
    {
      label: t('drawer.customer'),
      value: (
        <Anchor
          size="sm"
          renderRoot={(props) => (
            <Link to="/marketplace/customers" search={{ customer: customer.id }} {...props} />
          )}
        >
          <bdi>{customer.name}</bdi>
        </Anchor>
      ),
    },
    { label: t('drawer.risk'), value: t('drawer.riskValue', { score: customer.riskScore }) },
    {
      label: t('drawer.verified'),
      value:
        customer.verifiedAt === null ? (
          t('drawer.notVerified')
        ) : (
          <RelativeTimeText at={customer.verifiedAt} />
        ),
    },
    { label: t('columns.kind'), value: t(`kinds.${request.kind}`) },
    label === null ? null : { label: t('drawer.reference'), value: <bdi>{label}</bdi> },
    { label: t('columns.priority'), value: t(`priorities.${request.priority}`) },
    {
      label: t('drawer.asked'),
      value: (
        <>
          <RelativeTimeText at={request.requestedAt} /> {t('drawer.by', { name: request.requestedBy })}
        </>
      ),
    },
    request.reviewer === null ? null : { label: t('drawer.reviewer'), value: request.reviewer },
    request.decidedAt === null
      ? null
      : {
          label: t('drawer.decided'),
          value: (
            <>
              <RelativeTimeText at={request.decidedAt} />{' '}
              {request.decidedBy === null ? null : t('drawer.by', { name: request.decidedBy })}
            </>
          ),
        },
    request.validUntil === null
      ? null
      : { label: t('drawer.validUntil'), value: <DateTimeText at={request.validUntil} /> },
    decision.length === 0 ? null : { label: t('drawer.reason'), value: <bdi>{decision.join(' · ')}</bdi> },
    request.documentsGoAt === null
      ? null
      : { label: t('drawer.documentsGo'), value: <RelativeTimeText at={request.documentsGoAt} /> },
  ];
  return (
    <Section title={t('drawer.facts')}>
      <FactList facts={facts.filter((fact) => fact !== null)} />
    </Section>
  );
}
