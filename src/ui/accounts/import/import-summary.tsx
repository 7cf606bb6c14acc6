import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { AccountImportState } from '#contract/account-import.ts';
import { useNumberFormats } from '../../components/number/format-number.ts';
import { ToneBadge } from '../../components/tone/tone-badge.tsx';
import classes from './import.module.css';

type ImportSummaryProps = { readonly state: AccountImportState; readonly onAnother: () => void };

/** How the import ended, and the way to what it added. */
export function ImportSummary({ state, onAnother }: ImportSummaryProps) {
  const { t } = useTranslation('accounts');
  const { integer } = useNumberFormats();
  const navigate = useNavigate();
  const { result, counts } = state;
  const cancelled = state.phase === 'cancelled';
  const label = result?.label ?? null;
  const numbers = [
    ['returned', result?.returned ?? 0],
    ['known', result?.alreadyThere ?? 0],
    ['repeated', counts.repeated],
    ['malformed', counts.malformed],
  ] as const;
  const added = result?.added ?? 0;
  const written = added + (result?.returned ?? 0);
  const showThem = () =>
    void navigate({
      to: '/accounts',
      search: () => (label === null || written === 0 ? {} : { label: [label] }),
    });
  return (
    <section
      className={classes['box']}
      aria-label={t(cancelled ? 'import.done.cancelled' : 'import.done.completed')}
    >
      <div role="status">
        <ToneBadge tone={cancelled ? 'caution' : 'positive'} icon={cancelled ? IconCircleX : IconCircleCheck}>
          {t(cancelled ? 'import.done.cancelled' : 'import.done.completed')}
        </ToneBadge>
      </div>
      <ul className={classes['result']}>
        <li>
          {written === 0
            ? t('import.done.nothing')
            : t('import.done.added', { count: added, number: integer(added) })}
        </li>
        {numbers.map(([name, count]) =>
          count === 0 ? null : (
            <li key={name}>{t(`import.done.${name}`, { count, number: integer(count) })}</li>
          ),
        )}
      </ul>
      <div className={classes['buttons']}>
        <Button onClick={showThem}>
          {t(label === null || written === 0 ? 'import.done.pool' : 'import.done.showThem')}
        </Button>
        <Button variant="default" onClick={onAnother}>
          {t('import.done.another')}
        </Button>
      </div>
    </section>
  );
}
