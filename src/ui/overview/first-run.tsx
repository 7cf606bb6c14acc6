import type { ReactNode } from 'react';
import { Button, Paper, VisuallyHidden } from '@mantine/core';
import { IconCheck, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../app/trpc.ts';
import classes from './overview.module.css';

/** In place of an empty overview: the three steps from nothing to a pool that has been checked. */
export function FirstRun() {
  const { t } = useTranslation('overview');
  const trpc = useTRPC();
  const about = useQuery(trpc.system.about.queryOptions()).data;
  const telegramReady = about !== undefined && about.telegram.kind !== 'not-configured';
  return (
    <Paper className={classes['welcome']} component="section" aria-labelledby="first-run">
      <h2 id="first-run">{t('firstRun.title')}</h2>
      <p>{t('firstRun.text')}</p>
      <ol className={classes['steps']}>
        <Step number={1} done={telegramReady} title={t('firstRun.telegram')}>
          <p>{t(telegramReady ? 'firstRun.telegramDone' : 'firstRun.telegramText')}</p>
        </Step>
        <Step number={2} done={false} title={t('firstRun.account')}>
          <p>{t('firstRun.accountText')}</p>
          <Button
            leftSection={<IconPlus size={16} aria-hidden />}
            renderRoot={(props) => <Link to="/accounts" search={{ add: true }} {...props} />}
          >
            {t('firstRun.accountAction')}
          </Button>
        </Step>
        <Step number={3} done={false} title={t('firstRun.check')}>
          <p>{t('firstRun.checkText')}</p>
        </Step>
      </ol>
    </Paper>
  );
}

type StepProps = {
  readonly number: number;
  readonly done: boolean;
  readonly title: string;
  readonly children: ReactNode;
};

function Step({ number, done, title, children }: StepProps) {
  const { t } = useTranslation('overview');
  return (
    <li className={classes['step']}>
      <span className={classes['stepMark']} data-done={done || undefined} aria-hidden>
        {done ? <IconCheck size={16} stroke={2.2} /> : number}
      </span>
      <div>
        <h3>
          {title}
          {done ? <VisuallyHidden>, {t('firstRun.done')}</VisuallyHidden> : null}
        </h3>
        {children}
      </div>
    </li>
  );
}
