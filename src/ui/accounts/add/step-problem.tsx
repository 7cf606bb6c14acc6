import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { accountIdSchema, type AccountId } from '#contract/ids.ts';
import type { ErrorCode } from '#contract/errors.ts';
import type { ConsoleError } from '../../app/errors.ts';
import { ErrorState } from '../../components/states/error-state.tsx';
import classes from './add.module.css';

type StepProblemProps = {
  readonly problem: ConsoleError;
  readonly onStartAgain: () => void;
  readonly onOpenAccount: (id: AccountId) => void;
  readonly startAgainLabel?: string;
};

/** After these nothing that is typed here can help. */
const endings: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'LOGIN_ENDED',
  'LOGIN_OUT_OF_ORDER',
  'LOGIN_ACCOUNT_CLOSED',
  'PHONE_NUMBER_UNOCCUPIED',
  'PHONE_NUMBER_BANNED',
]);

/** Whether nothing more can be done in this sign-in. */
export function endsSignIn(code: ErrorCode): boolean {
  return endings.has(code) || code === 'ACCOUNT_ALREADY_ADDED';
}

/** What went wrong in a step, with the way out where there is one. */
export function StepProblem({ problem, onStartAgain, onOpenAccount, startAgainLabel }: StepProblemProps) {
  const { t } = useTranslation('accounts');
  const existing = accountIdSchema.safeParse(problem.details['id']).data;
  return (
    <div className={classes['problem']}>
      <ErrorState error={problem} variant="inline" />
      {problem.code === 'ACCOUNT_ALREADY_ADDED' && existing !== undefined ? (
        <Button size="compact-sm" variant="default" onClick={() => onOpenAccount(existing)}>
          {t('add.openExisting', { id: existing })}
        </Button>
      ) : null}
      {endings.has(problem.code) || startAgainLabel !== undefined ? (
        <Button size="compact-sm" variant="default" onClick={onStartAgain}>
          {startAgainLabel ?? t('add.startAgain')}
        </Button>
      ) : null}
    </div>
  );
}
