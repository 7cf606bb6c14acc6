import { useEffect, useState, type FormEvent } from 'react';
import { Button, PasswordInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { AccountId } from '#contract/ids.ts';
import type { SignInId, SignInStep } from '#contract/sign-in.ts';
import { toConsoleError } from '../../app/errors.ts';
import { useTRPC } from '../../app/trpc.ts';
import { DemoHint } from './demo-hint.tsx';
import { StepProblem } from './step-problem.tsx';
import { useFocus } from './use-focus.ts';
import classes from './add.module.css';

type PasswordStepProps = {
  readonly signInId: SignInId;
  readonly hint: string | null;
  readonly onStep: (step: SignInStep) => void;
  readonly onStartAgain: () => void;
  readonly onOpenAccount: (id: AccountId) => void;
};

/** Takes the password of two-step verification. */
export function PasswordStep({ signInId, hint, onStep, onStartAgain, onOpenAccount }: PasswordStepProps) {
  const { t } = useTranslation('accounts');
  const trpc = useTRPC();
  const field = useFocus<HTMLInputElement>();
  const [password, setPassword] = useState('');
  const submit = useMutation(trpc.signIn.submitPassword.mutationOptions({ gcTime: 0, onSuccess: onStep }));
  const failed = submit.isError;
  useEffect(() => {
    if (!failed) return;
    field.current?.focus();
    field.current?.select();
  }, [failed, field]);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (password !== '' && !submit.isPending) submit.mutate({ signInId, password });
  };
  return (
    <form className={classes['step']} onSubmit={onSubmit} noValidate>
      <p className={classes['lead']}>{t('add.password.what')}</p>
      <DemoHint topic="password" />
      <PasswordInput
        ref={field}
        label={t('add.password.field')}
        description={hint === null || hint === '' ? undefined : t('add.password.hint', { hint })}
        autoComplete="off"
        spellCheck={false}
        data-autofocus
        maxLength={1024}
        value={password}
        visibilityToggleButtonProps={{ 'aria-label': t('add.password.show') }}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      {submit.error === null ? null : (
        <StepProblem
          problem={toConsoleError(submit.error)}
          onStartAgain={onStartAgain}
          onOpenAccount={onOpenAccount}
        />
      )}
      <div className={classes['buttons']}>
        <Button variant="default" onClick={onStartAgain}>
          {t('add.startAgain')}
        </Button>
        <Button type="submit" loading={submit.isPending} disabled={password === ''}>
          {t('add.password.submit')}
        </Button>
      </div>
    </form>
  );
}
