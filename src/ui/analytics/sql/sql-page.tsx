import { IconLock } from '@tabler/icons-react';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../app/trpc.ts';
import { useMay } from '../../app/use-may.ts';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { EmptyState } from '../../components/states/empty-state.tsx';
import { LoadingOrError } from '../../components/states/loading-or-error.tsx';
import classes from '../analytics.module.css';
import { SqlConsole } from './sql-console.tsx';

/** Questions in SQL to the local copy, for those who want it. */
export function SqlPage() {
  const { t } = useTranslation('analytics');
  const trpc = useTRPC();
  const may = useMay('analytics:sql');
  const about = useQuery(trpc.system.about.queryOptions());
  const content = () => {
    if (!may) {
      return (
        <EmptyState
          icon={IconLock}
          title={t('sql.forbidden')}
          actions={
            <Button component={Link} to="/analytics/explore" size="xs" variant="default">
              {t('sql.toExplore')}
            </Button>
          }
        >
          {t('sql.forbiddenText')}
        </EmptyState>
      );
    }
    if (about.data !== undefined) return <SqlConsole operator={about.data.operator.name} />;
    return <LoadingOrError read={about} lines={10} />;
  };
  return (
    <div className={classes['page']}>
      <PageHeader title={t('sql.title')} description={t('sql.description')} />
      {content()}
    </div>
  );
}
