import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { customerStates } from '#contract/marketplace/customers.ts';
import type { RiskPreview } from '#contract/marketplace/risk-contract.ts';
import { DataTable } from '../../components/chart/data-table.tsx';
import { Section } from '../../components/layout/section.tsx';
import { useNumberFormats } from '../../components/number/format-number.ts';
import marketplace from '../marketplace.module.css';
import classes from './risk.module.css';

/** How many customers other rules would flag, suspend or let go, with some of them by name. */
export function RiskPreviewTable({ preview }: { readonly preview: RiskPreview }) {
  const { t } = useTranslation('risk');
  const { t: words } = useTranslation('marketplace');
  const { integer } = useNumberFormats();
  const { customers, otherScore, examples } = preview;
  return (
    <Section
      title={t('previewTitle')}
      description={t('previewOf', { count: customers, number: integer(customers) })}
    >
      <DataTable
        label={t('previewTitle')}
        columns={[
          { label: t('state') },
          { label: t('now'), align: 'end' },
          { label: t('then'), align: 'end' },
          { label: t('arriving'), align: 'end' },
        ]}
        rows={customerStates.map((state) => ({
          id: state,
          cells: [
            words(`customers.states.${state}`),
            integer(preview.now[state]),
            integer(preview.then[state]),
            integer(preview.becomes[state]),
          ],
        }))}
      />
      <p className={marketplace['text']} role="status">
        {examples.length === 0 ? `${t('previewNone')} ` : null}
        {t('otherScore', { count: otherScore, number: integer(otherScore) })}
      </p>
      <ul className={classes['examples']}>
        {examples.map(({ id, name, from, to, was, score }) => (
          <li key={id}>
            <Anchor
              size="sm"
              renderRoot={(props) => (
                <Link to="/marketplace/customers" search={{ customer: id, part: 'risk' }} {...props} />
              )}
            >
              <bdi>{name}</bdi>
            </Anchor>{' '}
            {t('example', {
              from: words(`customers.states.${from}`),
              to: words(`customers.states.${to}`),
              was,
              score,
            })}
          </li>
        ))}
      </ul>
    </Section>
  );
}
