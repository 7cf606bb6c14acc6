import { useState } from 'react';
import { Button } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { reportFilters, reportsKeptDays } from '#contract/reports.ts';
import { reportKinds } from '#contract/reports/report-content.ts';
import { useMay } from '../app/use-may.ts';
import { PageHeader } from '../components/layout/page-header.tsx';
import { OwnReports } from './own-reports.tsx';
import { ReportHistory } from './report-history.tsx';
import { type RunnableReport, RunReport } from './run-report.tsx';
import classes from './reports.module.css';

/** The reports there are, and those that were made. */
export function ReportsPage() {
  const { t } = useTranslation('reports');
  const mayRun = useMay('reports:run');
  const [running, setRunning] = useState<RunnableReport | null>(null);
  return (
    <div className={classes['page']}>
      <PageHeader title={t('area')} description={t('description', { days: reportsKeptDays })} />
      <ul className={classes['kinds']}>
        {reportKinds.map((kind) => (
          <li key={kind} className={classes['kind']}>
            <h2 className={classes['title']}>{t(`kinds.${kind}.title`)}</h2>
            <p className={classes['text']}>{t(`kinds.${kind}.text`)}</p>
            {mayRun ? (
              <Button
                size="xs"
                variant="light"
                leftSection={<IconPlayerPlay size={15} aria-hidden />}
                aria-label={t('runNamed', { title: t(`kinds.${kind}.title`) })}
                onClick={() =>
                  setRunning({
                    report: kind,
                    title: t(`kinds.${kind}.title`),
                    filters: reportFilters[kind],
                    content: null,
                  })
                }
              >
                {t('run')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      <OwnReports onRun={setRunning} />
      <ReportHistory />
      <RunReport report={running} onClose={() => setRunning(null)} />
    </div>
  );
}
