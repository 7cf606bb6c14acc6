import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { DisputeDetail } from '#contract/disputes.ts';
import { FactList } from '../../components/layout/fact-list.tsx';
import { Section } from '../../components/layout/section.tsx';
import { MoneyText } from '../../components/money/money-text.tsx';
import { RelativeTimeText } from '../../components/time/relative-time-text.tsx';
import { minutesText } from '../minutes-text.ts';
import classes from '../marketplace.module.css';

/** Both sides, the order, what the advertiser says, and what looks at the post come to. */
export function DisputeFactsPart({ dispute }: { readonly dispute: DisputeDetail }) {
  const { t } = useTranslation('marketplace');
  const { facts, statement, orderId, publishedAt, expiresAt } = dispute;
  const unknown = t('disputes.unknown');
  const percent = (value: number | null | undefined) =>
    value === null || value === undefined ? unknown : t('disputes.percent', { percent: value });
  return (
    <Section title={t('disputes.facts')}>
      <FactList
        facts={[
          { label: t('disputes.reason'), value: t(`disputes.reasons.${dispute.reason}`) },
          ...(dispute.priority === null
            ? []
            : [
                {
                  label: t('disputes.priority'),
                  value: t('disputes.priorityValue', { priority: dispute.priority }),
                },
              ]),
          {
            label: t('disputes.order'),
            value: (
              <>
                <Anchor
                  inherit
                  underline="always"
                  renderRoot={(props) => (
                    <Link to="/marketplace/orders" search={{ order: orderId }} {...props} />
                  )}
                >
                  {t('order', { id: orderId })}
                </Anchor>
                {' · '}
                <bdi>{dispute.channel}</bdi>
              </>
            ),
          },
          { label: t('disputes.advertiser'), value: <Side side={dispute.advertiser} /> },
          { label: t('disputes.editor'), value: <Side side={dispute.editor} /> },
          { label: t('disputes.price'), value: <MoneyText money={dispute.price} /> },
          { label: t('disputes.openedAt'), value: <RelativeTimeText at={dispute.openedAt} /> },
          ...(publishedAt === null
            ? []
            : [{ label: t('detail.published'), value: <RelativeTimeText at={publishedAt} /> }]),
          ...(expiresAt === null
            ? []
            : [{ label: t('detail.until'), value: <RelativeTimeText at={expiresAt} /> }]),
          {
            label: t('disputes.up'),
            value:
              facts === null || facts.upMinutes === null
                ? unknown
                : t('disputes.upValue', {
                    up: minutesText(facts.upMinutes),
                    term: minutesText(facts.termMinutes),
                  }),
          },
          { label: t('disputes.similarity'), value: percent(facts?.similarityPercent) },
        ]}
      />
      {statement === '' ? null : (
        <>
          <p className={classes['quiet']}>{t('disputes.statement')}</p>
          <p className={`${classes['text'] ?? ''} ${classes['post'] ?? ''}`} dir="auto">
            {statement}
          </p>
        </>
      )}
    </Section>
  );
}

function Side({ side: { id, name, riskScore } }: { readonly side: DisputeDetail['editor'] }) {
  const { t } = useTranslation('marketplace');
  return (
    <>
      <Anchor
        inherit
        underline="always"
        renderRoot={(props) => <Link to="/marketplace/customers" search={{ customer: id }} {...props} />}
      >
        <bdi>{name}</bdi>
      </Anchor>{' '}
      <span className={classes['quiet']}>{t('disputes.risk', { score: riskScore })}</span>
    </>
  );
}
