import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { IconCircleCheck, IconListCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { SyncVerification } from '#contract/sync.ts';
import { useMay } from '../app/use-may.ts';
import { toConsoleError } from '../app/errors.ts';
import { useTRPC } from '../app/trpc.ts';
import { DataTable } from '../components/chart/data-table.tsx';
import { Section } from '../components/layout/section.tsx';
import { useNumberFormats } from '../components/number/format-number.ts';
import { ErrorState } from '../components/states/error-state.tsx';
import { toneColours } from '../components/tone/tone.ts';
import classes from './sync.module.css';

/** Compares the local copy with the database, on request. */
export function VerifySection({ offline }: { readonly offline: boolean }) {
  const { t } = useTranslation('sync');
  const trpc = useTRPC();
  const mayManage = useMay('sync:manage');
  const verify = useMutation(trpc.sync.verify.mutationOptions());
  return (
    <Section title={t('verify.title')} description={t('verify.description')}>
      <div className={classes['actions']}>
        <Button
          variant="default"
          leftSection={<IconListCheck size={16} aria-hidden />}
          loading={verify.isPending}
          disabled={offline || !mayManage}
          onClick={() => verify.mutate()}
        >
          {t('verify.run')}
        </Button>
        {offline ? <span className={classes['quiet']}>{t('rebuild.needsDatabase')}</span> : null}
      </div>
      <div role="status">
        {verify.isPending ? <p className={classes['quiet']}>{t('verify.running')}</p> : null}
        {verify.data === undefined ? null : <Result result={verify.data} />}
      </div>
      {verify.error === null ? null : <ErrorState error={toConsoleError(verify.error)} variant="inline" />}
    </Section>
  );
}

function Result({ result }: { readonly result: SyncVerification }) {
  const { t } = useTranslation('sync');
  const { integer, decimal } = useNumberFormats();
  if (result.differences.length === 0) {
    return (
      <p className={classes['verdict']} style={{ color: toneColours('positive').text }}>
        <IconCircleCheck size={16} aria-hidden />
        {t('verify.equal', {
          rows: integer(result.rows),
          tables: integer(result.tables),
          rollups: integer(result.rollups),
          seconds: decimal(result.durationMs / 1_000),
        })}
      </p>
    );
  }
  return (
    <>
      <p className={classes['verdict']} style={{ color: toneColours('critical').text }}>
        {t('verify.different', { count: result.differences.length })}
      </p>
      <DataTable
        label={t('verify.title')}
        stackOnPhone
        columns={[
          { label: t('verify.name') },
          { label: t('verify.kind') },
          { label: t('verify.count'), align: 'end' },
          { label: t('verify.examples') },
        ]}
        rows={result.differences.map(({ name, kind, count, examples }) => ({
          id: `${name} ${kind}`,
          cells: [name, t(`verify.kinds.${kind}`), integer(count), examples.join(', ')],
        }))}
      />
      <p className={classes['quiet']}>{t('verify.rebuild')}</p>
    </>
  );
}
