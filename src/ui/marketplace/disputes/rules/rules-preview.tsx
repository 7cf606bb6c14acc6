import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { decisionChanges, type RulesPreview } from '#contract/disputes.ts';
import { disputeRuleNames } from '#contract/marketplace/dispute-rules.ts';
import { DataTable } from '../../../components/chart/data-table.tsx';
import { Section } from '../../../components/layout/section.tsx';
import { formatMoney } from '../../../components/money/format-money.ts';
import { useNumberFormats } from '../../../components/number/format-number.ts';
import marketplace from '../../marketplace.module.css';
import classes from './rules.module.css';

/** How the edited rules compare with what was decided: so many of each kind, and the newest that differ. */
export function RulesPreviewTable({ preview }: { readonly preview: RulesPreview }) {
  const { t, i18n } = useTranslation('disputeRules');
  const { t: words } = useTranslation('marketplace');
  const { integer } = useNumberFormats();
  const { disputes, changes, differing } = preview;
  const differ = changes.amount + changes.person + changes.rule;
  const ruleName = (rule: string | null, none: string) => {
    const known = disputeRuleNames.find((name) => name === rule);
    return known === undefined ? none : words(`disputes.ruleNames.${known}`);
  };
  const back = (money: { micros: string; currency: string }) =>
    t('back', { back: formatMoney(money, i18n.language) });
  return (
    <Section
      title={t('previewTitle')}
      description={
        disputes === 0 ? t('previewNone') : t('previewOf', { count: disputes, number: integer(disputes) })
      }
    >
      <div role="status">
        {disputes > changes.unknown && differ === 0 ? (
          <p className={marketplace['text']}>{t('previewSame')}</p>
        ) : null}
        {disputes === 0 ? null : (
          <ul className={classes['counts']}>
            {decisionChanges.map((change) => (
              <li key={change}>
                {t(`changes.${change}`)}: <strong>{integer(changes[change])}</strong>
              </li>
            ))}
          </ul>
        )}
      </div>
      {differing.length === 0 ? null : (
        <DataTable
          label={t('previewTitle')}
          stackOnPhone
          maxHeight={420}
          columns={[{ label: t('dispute') }, { label: t('was') }, { label: t('would') }]}
          rows={differing.map(({ id, orderId, channel, change, was, then }) => ({
            id,
            cells: [
              <span key="dispute">
                <Anchor
                  size="sm"
                  renderRoot={(props) => (
                    <Link to="/marketplace/disputes" search={{ dispute: id }} {...props} />
                  )}
                >
                  {t('disputeOf', { id, order: orderId })}
                </Anchor>
                <br />
                <bdi>{channel}</bdi>
              </span>,
              <span key="was">
                {words(`disputes.decisions.${was.decision}`)}, {back(was.givenBack)}
                <br />
                <span className={marketplace['quiet']}>{ruleName(was.rule, t('byPerson'))}</span>
              </span>,
              <span key="then">
                {t(`outcomes.${then.outcome}`)}
                {then.givenBack === null ? null : `, ${back(then.givenBack)}`}
                <br />
                <span className={marketplace['quiet']}>
                  {ruleName(then.rule, t('noRule'))} · {t(`changes.${change}`)}
                </span>
              </span>,
            ],
          }))}
        />
      )}
      {differ > differing.length ? (
        <p className={marketplace['text']}>{t('previewMore', { number: integer(differing.length) })}</p>
      ) : null}
    </Section>
  );
}
