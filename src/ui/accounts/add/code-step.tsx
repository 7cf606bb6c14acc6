import { useEffect, useState, type FormEvent } from 'react';
import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { AccountId } from '#contract/ids.ts';
import type { SignInId, SignInStep } from '#contract/sign-in.ts';
import { toConsoleError } from '../../app/errors.ts';
import { useTRPC } from '../../app/trpc.ts';
import { useSecondsLeft } from './use-seconds-left.ts';
import { endsSignIn, StepProblem } from './step-problem.tsx';
import { useFocus } from './use-focus.ts';
import classes from './add.module.css';

type CodeStepProps = {
  readonly signInId: SignInId;
  readonly phone: string;
  readonly sent: Extract<SignInStep, { kind: 'code-sent' }>;
  readonly onStep: (step: SignInStep) => void;
  readonly onStartAgain: () => void;
  readonly onOpenAccount: (id: AccountId) => void;
};

/** Longer than any code of Telegram's. */
const longestCode = 12;

/** Takes the code: sent off by itself once it has all its digits. A wrong one stays, selected, to be typed over. */
export function CodeStep({ signInId, phone, sent, onStep, onStartAgain, onOpenAccount }: CodeStepProps) {
  const { t } = useTranslation('accounts');
  const trpc = useTRPC();
  const field = useFocus<HTMLInputElement>();
  const [code, setCode] = useState('');
  const [isResent, setResent] = useState(false);
  const leftSeconds = useSecondsLeft((sent.resendAfterSeconds ?? 0) * 1_000, sent);
  const submit = useMutation(
    trpc.signIn.submitCode.mutationOptions({ gcTime: 0, onSuccess: onStep, onError: () => setResent(false) }),
  );
  const resend = useMutation(
    trpc.signIn.resendCode.mutationOptions({
      onSuccess: (step) => {
        submit.reset();
        setCode('');
        setResent(true);
        onStep(step);
        field.current?.focus();
      },
    }),
  );
  const failed = submit.isError;
  useEffect(() => {
    if (!failed) return;
    field.current?.focus();
    field.current?.select();
  }, [failed, field]);

  const send = (digits: string) => {
    if (digits !== '' && !submit.isPending) submit.mutate({ signInId, code: digits });
  };
  const type = (text: string) => {
    const digits = text.replaceAll(/\D/g, '').slice(0, sent.length ?? longestCode);
    const isWhole = digits.length === sent.length && digits !== code;
    setCode(digits);
    if (submit.isError && digits !== code) submit.reset();
    if (isWhole) send(digits);
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    send(code);
  };
  const error = submit.error ?? resend.error;
  const problem = error === null ? null : toConsoleError(error);
  const isExpired = problem?.code === 'LOGIN_CODE_EXPIRED';
  // A code that has run out is sent anew, not once more: Telegram asks for no wait.
  const waitSeconds = isExpired ? 0 : leftSeconds;
  const isOver = problem !== null && endsSignIn(problem.code);
  const mayResend = sent.nextDelivery !== null || isExpired;
  const isWrong = problem?.code === 'LOGIN_CODE_WRONG';
  return (
    <form className={classes['step']} onSubmit={onSubmit} noValidate>
      <p className={classes['lead']}>{t(`add.code.sent.${sent.delivery}`, { phone })}</p>
      {isResent ? (
        <p className={classes['note']} role="status">
          {t('add.code.resent')}
        </p>
      ) : null}
      <TextInput
        ref={field}
        label={t('add.code.field')}
        classNames={{ input: classes['code'] ?? '' }}
        inputMode="numeric"
        autoComplete="one-time-code"
        spellCheck={false}
        data-autofocus
        value={code}
        readOnly={submit.isPending}
        aria-invalid={isWrong}
        onChange={(event) => type(event.currentTarget.value)}
      />
      {problem === null ? null : (
        <StepProblem problem={problem} onStartAgain={onStartAgain} onOpenAccount={onOpenAccount} />
      )}
      {mayResend && !isOver ? (
        <div className={classes['resend']}>
          {waitSeconds > 0 ? (
            <span className={classes['note']}>{t('add.code.resendWait', { seconds: waitSeconds })}</span>
          ) : (
            <Button
              variant="default"
              size="compact-sm"
              loading={resend.isPending}
              onClick={() => resend.mutate({ signInId })}
            >
              {t(sent.nextDelivery === null ? 'add.code.resendNew' : 'add.code.resend')}
            </Button>
          )}
        </div>
      ) : null}
      <div className={classes['buttons']}>
        <Button variant="default" onClick={onStartAgain}>
          {t('add.code.otherNumber')}
        </Button>
        <Button type="submit" loading={submit.isPending} disabled={code === '' || isOver}>
          {t('add.code.submit')}
        </Button>
      </div>
    </form>
  );
}
