import { useLocalStorage } from '@mantine/hooks';
import type { CheckRun } from '#contract/account-checks.ts';
import { useLive } from '../../app/live.ts';
import { CheckSummary } from './check-summary.tsx';
import { RunningCheck } from './running-check.tsx';
import classes from './checks.module.css';

/** The checks under way, and what the last one found until that is dismissed. */
export function CheckPanel() {
  const running = useLive((live) => live.runningChecks) ?? [];
  const lastEnded = useLive((live) => live.lastEndedCheck);
  const [dismissed, setDismissed] = useLocalStorage({
    key: 'opsdeck.checks.dismissed',
    defaultValue: '',
    getInitialValueInEffect: false,
  });
  const summary: CheckRun | null = lastEnded !== null && lastEnded.id !== dismissed ? lastEnded : null;
  if (running.length === 0 && summary === null) return null;
  return (
    <div className={classes['panel']}>
      {running.map((run) => (
        <RunningCheck key={run.id} run={run} />
      ))}
      {summary === null || running.length > 0 ? null : (
        <CheckSummary run={summary} onDismiss={() => setDismissed(summary.id)} />
      )}
    </div>
  );
}
