import { useEffect, useState } from 'react';
import { Loader } from '@mantine/core';
import { skipToken, useQueryClient } from '@tanstack/react-query';
import { useSubscription } from '@trpc/tanstack-react-query';
import { Trans, useTranslation } from 'react-i18next';
import type { QrState, SignInId } from '#contract/sign-in.ts';
import { toConsoleError, type ConsoleError } from '../../app/errors.ts';
import { useTRPC, useTRPCClient } from '../../app/trpc.ts';
import type { AddMethodProps } from './add-method.ts';
import { AddedStep } from './added-step.tsx';
import { DemoHint } from './demo-hint.tsx';
import { PasswordStep } from './password-step.tsx';
import { QrCode } from './qr-code.tsx';
import { StepProblem } from './step-problem.tsx';
import { useSecondsLeft } from './use-seconds-left.ts';
import classes from './add.module.css';

type Waiting = Extract<QrState, { kind: 'waiting' }>;

/** Shows QR codes, each in time for the one before, until a phone scans one. */
export function QrSignIn({ onOpenAccount }: AddMethodProps) {
  const [attempt, setAttempt] = useState(0);
  const again = () => setAttempt((before) => before + 1);
  return <Attempt key={attempt} onAgain={again} onOpenAccount={onOpenAccount} />;
}

type AttemptProps = Pick<AddMethodProps, 'onOpenAccount'> & { readonly onAgain: () => void };

function Attempt({ onAgain, onOpenAccount }: AttemptProps) {
  const { t } = useTranslation('accounts');
  const [state, setState] = useState<QrState | null>(null);
  const [problem, setProblem] = useState<ConsoleError | null>(null);
  const signInId = useStartedQr(setProblem);
  const changed = useAccountsChanged();
  const show = (next: QrState) => {
    setState(next);
    if (next.kind === 'signed-in') changed();
  };
  const trpc = useTRPC();
  useSubscription(
    trpc.signIn.watchQr.subscriptionOptions(signInId === null ? skipToken : { signInId }, {
      onData: show,
      onError: (error) => setProblem(toConsoleError(error)),
    }),
  );
  const lastCode = useLastCode(state);

  if (state?.kind === 'signed-in') {
    return <AddedStep account={state.account} onAnother={onAgain} onOpenAccount={onOpenAccount} />;
  }
  if (problem !== null) {
    return (
      <div className={classes['step']}>
        <StepProblem
          problem={problem}
          onStartAgain={onAgain}
          onOpenAccount={onOpenAccount}
          startAgainLabel={t('add.qr.again')}
        />
      </div>
    );
  }
  if (state?.kind === 'password-needed' && signInId !== null) {
    return (
      <PasswordStep
        signInId={signInId}
        hint={state.hint}
        // The stream says so too, to every page that watches.
        onStep={(step) => (step.kind === 'signed-in' ? show(step) : undefined)}
        onStartAgain={onAgain}
        onOpenAccount={onOpenAccount}
      />
    );
  }
  return (
    <div className={classes['step']}>
      <DemoHint topic="qr" />
      <div className={classes['scan']}>
        <div className={classes['frame']}>
          {lastCode === null ? (
            <div className={classes['waiting']} role="status">
              <Loader size="sm" aria-hidden />
              <span>{t('add.qr.loading')}</span>
            </div>
          ) : (
            <QrCode text={lastCode.url} label={t('add.qr.label')} dimmed={state?.kind === 'reconnecting'} />
          )}
        </div>
        <div>
          <ol className={classes['steps']}>
            <li>{t('add.qr.steps.open')}</li>
            <li>
              <Trans t={t} i18nKey="add.qr.steps.devices" components={{ strong: <strong /> }} />
            </li>
            <li>{t('add.qr.steps.scan')}</li>
          </ol>
          {lastCode === null ? null : (
            <Freshness code={lastCode} isReconnecting={state?.kind === 'reconnecting'} />
          )}
        </div>
      </div>
    </div>
  );
}

function Freshness({ code, isReconnecting }: { readonly code: Waiting; readonly isReconnecting: boolean }) {
  const { t } = useTranslation('accounts');
  const seconds = useSecondsLeft(code.validMs, code);
  if (isReconnecting) {
    return (
      <p className={classes['note']} role="status">
        {t('add.qr.reconnecting')}
      </p>
    );
  }
  return (
    <p className={classes['note']}>
      {seconds > 0 ? t('add.qr.refresh', { seconds }) : t('add.qr.refreshing')}
    </p>
  );
}

/** Begins when it is mounted and cancels when it is unmounted, whichever of the two the console hears of first. */
function useStartedQr(onProblem: (problem: ConsoleError) => void): SignInId | null {
  const client = useTRPCClient();
  const [signInId, setSignInId] = useState<SignInId | null>(null);
  useEffect(() => {
    let hasLeft = false;
    const started = client.signIn.startQr.mutate({});
    started.then(
      (begun) => {
        if (!hasLeft) setSignInId(begun.signInId);
      },
      (error: unknown) => {
        if (!hasLeft) onProblem(toConsoleError(error));
      },
    );
    return () => {
      hasLeft = true;
      // Nobody waits for it: a code that nobody watches is taken back by itself, only later.
      started
        .then((begun) => client.signIn.cancel.mutate({ signInId: begun.signInId }))
        .catch(() => undefined);
    };
  }, [client, onProblem]);
  return signInId;
}

/** The code last shown: it stays on the page, dimmed, while the connection is made again. */
function useLastCode(state: QrState | null): Waiting | null {
  const [last, setLast] = useState<Waiting | null>(null);
  useEffect(() => {
    if (state?.kind === 'waiting') setLast(state);
  }, [state]);
  return state?.kind === 'waiting' ? state : last;
}

function useAccountsChanged(): () => void {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return () => void queryClient.invalidateQueries(trpc.accounts.pathFilter());
}
