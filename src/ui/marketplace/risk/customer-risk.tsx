import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Customer } from '#contract/marketplace/customer.ts';
import type { CustomerRisk } from '#contract/marketplace/risk-contract.ts';
import { useTRPC } from '../../app/trpc.ts';
import { useMay } from '../../app/use-may.ts';
import { DataTable } from '../../components/chart/data-table.tsx';
import { GuardedButton } from '../../components/form/guarded-button.tsx';
import { Section } from '../../components/layout/section.tsx';
import { LoadingOrError } from '../../components/states/loading-or-error.tsx';
import { DateTimeText } from '../../components/time/date-time-text.tsx';
import { RelativeTimeText } from '../../components/time/relative-time-text.tsx';
import classes from '../marketplace.module.css';
import { EndOverrideDialog } from './end-override-dialog.tsx';
import { OverrideDialog } from './override-dialog.tsx';
import { useFactText } from './use-fact-text.ts';

/** What the score of a customer is made of, and what operators decided about it. */
export function CustomerRiskPart({ customer }: { readonly customer: Customer }) {
  const trpc = useTRPC();
  const read = useQuery({
    ...trpc.risk.customer.queryOptions({ id: customer.id }),
  });
  if (read.data === undefined) {
    return <LoadingOrError read={read} lines={6} />;
  }
  return (
    <>
      <Breakdown risk={read.data} />
      <Override customer={customer} risk={read.data} />
    </>
  );
}

const signed = (points: number): string => (points > 0 ? `+${points}` : String(points).replace('-', '−'));

function Breakdown({ risk }: { readonly risk: CustomerRisk }) {
  const { t } = useTranslation('risk');
  const factText = useFactText();
  const { computed, score, flagAbove, suspendAbove, acceptedScore } = risk;
  return (
    <Section title={t('score')} description={t('limitsText', { flag: flagAbove, suspend: suspendAbove })}>
      <p className={classes['text']} data-risk-score={score}>
        <strong>{t('scoreOf', { score })}</strong>
        {acceptedScore === null ? null : <> · {t('accepted', { score: acceptedScore })}</>}
      </p>
      {computed === null ? (
        <p className={classes['text']}>{t('notComputed')}</p>
      ) : (
        <>
          <DataTable
            label={t('score')}
            stackOnPhone
            columns={[{ label: t('part') }, { label: t('fact') }, { label: t('counts'), align: 'end' }]}
            rows={[
              ...computed.parts.map((part) => ({
                id: part.part,
                cells: [
                  t(`parts.${part.part}`),
                  factText(part),
                  part.applies ? (
                    signed(part.weight)
                  ) : (
                    <span key="points" className={classes['quiet']}>
                      0
                    </span>
                  ),
                ],
              })),
              { id: 'sum', cells: [<strong key="sum">{t('sum')}</strong>, '', computed.score] },
            ]}
          />
          <p className={classes['quiet']}>
            {t('computedAt')} <RelativeTimeText at={computed.at} />
          </p>
        </>
      )}
    </Section>
  );
}

function Override({ customer, risk }: { readonly customer: Customer; readonly risk: CustomerRisk }) {
  const { t } = useTranslation('risk');
  const { t: marketplace } = useTranslation('marketplace');
  const mayWrite = useMay('marketplace:write');
  const [dialog, setDialog] = useState<'pin' | 'end' | null>(null);
  const { override } = risk;
  const close = () => setDialog(null);
  const what =
    override === null
      ? []
      : [
          ...(override.score === null ? [] : [t('pinnedScore', { score: override.score })]),
          ...(override.state === null
            ? []
            : [t('pinnedState', { state: marketplace(`customers.states.${override.state}`) })]),
        ];
  if (override === null && !mayWrite) return null;
  return (
    <Section title={t('overrides')}>
      {override === null ? (
        <p className={classes['text']}>{t('overrideText')}</p>
      ) : (
        <>
          <p className={classes['text']}>
            {what.join(', ')} · {t('until')}{' '}
            {override.until === null ? t('untilEnded') : <DateTimeText at={override.until} />} · {override.by}
          </p>
          <p className={classes['text']} dir="auto">
            {override.reason}
          </p>
        </>
      )}
      {mayWrite ? (
        <div className={classes['moves']}>
          <GuardedButton size="xs" variant="light" onClick={() => setDialog('pin')}>
            {t('override')}
          </GuardedButton>
          {override === null ? null : (
            <GuardedButton size="xs" variant="default" onClick={() => setDialog('end')}>
              {t('end')}
            </GuardedButton>
          )}
        </div>
      ) : null}
      <OverrideDialog opened={dialog === 'pin'} customer={customer} onClose={close} />
      <EndOverrideDialog opened={dialog === 'end'} customer={customer} onClose={close} />
    </Section>
  );
}
