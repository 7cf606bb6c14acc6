import { lazy, Suspense, useRef, useState } from 'react';
import { Button, Kbd, Paper, Select, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { sqlLimits } from '#contract/sql-console.ts';
import { toConsoleError } from '../../app/errors.ts';
import { isMac } from '../../app/shortcuts/platform.ts';
import { useTRPC } from '../../app/trpc.ts';
import { GuardedButton } from '../../components/form/guarded-button.tsx';
import { Section } from '../../components/layout/section.tsx';
import { ErrorState } from '../../components/states/error-state.tsx';
import type { CodeEditorHandle } from './code-editor.tsx';
import { exampleStatements } from './example-statements.ts';
import { HistoryList } from './history-list.tsx';
import { ResultView } from './result-view.tsx';
import { RunningTime } from './running-time.tsx';
import { SchemaBrowser } from './schema-browser.tsx';
import { keepDraft, useSqlHistory } from './sql-history.ts';
import classes from './sql.module.css';
import { useSqlRun } from './use-sql-run.ts';

const CodeEditor = lazy(async () => ({ default: (await import('./code-editor.tsx')).CodeEditor }));

const limits = [5, 20, 60] as const;

/** Statement, answer, tables and history. */
export function SqlConsole({ operator }: { readonly operator: string }) {
  const { t } = useTranslation('analytics');
  const trpc = useTRPC();
  const schema = useQuery({ ...trpc.sqlConsole.schema.queryOptions(), staleTime: 30_000 });
  const draft = useSqlHistory(({ drafts }) => drafts[operator]);
  const entries = useSqlHistory((history) => history.entries[operator]);
  const [text, setText] = useState(draft ?? exampleStatements.days);
  const [seconds, setSeconds] = useState<number>(sqlLimits.usualMs / 1_000);
  const editor = useRef<CodeEditorHandle>(null);
  const { run, start, cancel } = useSqlRun(operator);
  const runNow = () => start(text, seconds * 1_000);
  const error = run.error === null ? null : toConsoleError(run.error);
  const place = error?.code === 'SQL_NOT_UNDERSTOOD' ? error.details : null;
  return (
    <div className={classes['console']}>
      <div className={classes['main']}>
        <Paper className={classes['editor'] ?? ''}>
          <Suspense fallback={<Skeleton height={156} />}>
            <CodeEditor
              label={t('sql.editor')}
              start={text}
              tables={schema.data ?? []}
              onChange={(next) => {
                setText(next);
                keepDraft(operator, next);
              }}
              onRun={runNow}
              onReady={(handle) => {
                editor.current = handle;
              }}
            />
          </Suspense>
          <div className={classes['bar']}>
            {run.isPending ? (
              <Button
                size="xs"
                variant="default"
                leftSection={<IconPlayerStop size={14} aria-hidden />}
                onClick={cancel}
              >
                {t('sql.cancel')}
              </Button>
            ) : (
              <GuardedButton
                size="xs"
                queues
                leftSection={<IconPlayerPlay size={14} aria-hidden />}
                onClick={runNow}
              >
                {t('sql.run')}
              </GuardedButton>
            )}
            <span className={classes['keys']} aria-hidden>
              <Kbd size="xs">{isMac ? '⌘' : 'Ctrl'}</Kbd> <Kbd size="xs">↵</Kbd>
            </span>
            <Select
              size="xs"
              w={84}
              allowDeselect={false}
              aria-label={t('sql.limit')}
              value={String(seconds)}
              data={limits.map((count) => ({ value: String(count), label: t('sql.seconds', { count }) }))}
              onChange={(value) => setSeconds(Number(value))}
            />
            {run.isPending ? <RunningTime limit={seconds} /> : null}
            <span className={classes['examples']} role="group" aria-label={t('sql.examples')}>
              {(['days', 'advertisers', 'waiting'] as const).map((name) => (
                <Button
                  key={name}
                  size="compact-xs"
                  variant="subtle"
                  color="gray"
                  onClick={() => editor.current?.replace(exampleStatements[name])}
                >
                  {t(`sql.example.${name}`)}
                </Button>
              ))}
            </span>
          </div>
        </Paper>
        <Paper className={classes['panel'] ?? ''}>
          {error === null ? (
            <ResultView result={run.data} isRunning={run.isPending} />
          ) : (
            <>
              <ErrorState error={error} variant="inline" onRetry={runNow} />
              {place === null ? null : (
                <Button
                  size="compact-xs"
                  variant="default"
                  className={classes['goTo'] ?? ''}
                  onClick={() => editor.current?.goTo(Number(place['line']), Number(place['column']))}
                >
                  {t('sql.goTo', { line: Number(place['line']), column: Number(place['column']) })}
                </Button>
              )}
            </>
          )}
        </Paper>
      </div>
      <div className={classes['side']}>
        <Paper className={classes['panel'] ?? ''}>
          {schema.error !== null && schema.data === undefined ? (
            <ErrorState
              error={toConsoleError(schema.error)}
              variant="inline"
              onRetry={() => void schema.refetch()}
            />
          ) : (
            <Section title={t('sql.schema.title')}>
              <SchemaBrowser tables={schema.data} onInsert={(name) => editor.current?.insert(name)} />
            </Section>
          )}
        </Paper>
        <Paper className={classes['panel'] ?? ''}>
          <Section title={t('sql.history.title')}>
            <HistoryList
              operator={operator}
              entries={entries ?? []}
              onUse={(used) => editor.current?.replace(used)}
            />
          </Section>
        </Paper>
      </div>
    </div>
  );
}
