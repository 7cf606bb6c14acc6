import { useState, type FormEvent } from 'react';
import { Button, TagsInput, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { SignInId, SignInStep } from '#contract/sign-in.ts';
import { toConsoleError } from '../../app/errors.ts';
import { useTRPC } from '../../app/trpc.ts';
import { ErrorState } from '../../components/states/error-state.tsx';
import { DemoHint } from './demo-hint.tsx';
import { useFocus } from './use-focus.ts';
import classes from './add.module.css';

type PhoneStepProps = {
  readonly phone: string;
  readonly onPhone: (phone: string) => void;
  readonly onBegun: (signInId: SignInId, step: SignInStep) => void;
  readonly onClose: () => void;
};

/** Asks for the phone number, written in any way, and has the code sent. */
export function PhoneStep({ phone, onPhone, onBegun, onClose }: PhoneStepProps) {
  const { t } = useTranslation('accounts');
  const { t: words } = useTranslation('components');
  const trpc = useTRPC();
  const known = useQuery(trpc.accounts.labels.queryOptions()).data ?? [];
  const [labels, setLabels] = useState<string[]>([]);
  const field = useFocus<HTMLInputElement>();
  const [isMissing, setMissing] = useState(false);
  const start = useMutation(
    trpc.signIn.startPhone.mutationOptions({
      gcTime: 0,
      onSuccess: ({ signInId, step }) => onBegun(signInId, step),
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (start.isPending) return;
    setMissing(phone.trim() === '');
    if (phone.trim() !== '') start.mutate({ phone, labels });
  };
  return (
    <form className={classes['step']} onSubmit={submit} noValidate>
      <p className={classes['lead']}>{t('add.phone.what')}</p>
      <DemoHint topic="phone" />
      <TextInput
        label={t('add.phone.field')}
        description={t('add.phone.hint')}
        placeholder={t('add.phone.placeholder')}
        type="tel"
        inputMode="tel"
        autoComplete="off"
        ref={field}
        required
        data-autofocus
        maxLength={64}
        value={phone}
        onChange={(event) => {
          onPhone(event.currentTarget.value);
          setMissing(false);
        }}
        error={isMissing ? t('add.phone.missing') : null}
      />
      <TagsInput
        label={t('add.labels')}
        description={t('add.labelsHint')}
        data={known}
        maxTags={50}
        clearable={false}
        value={labels}
        onChange={setLabels}
      />
      {start.error === null ? null : <ErrorState error={toConsoleError(start.error)} variant="inline" />}
      <div className={classes['buttons']}>
        <Button variant="default" onClick={onClose}>
          {words('form.cancel')}
        </Button>
        <Button type="submit" loading={start.isPending}>
          {t('add.phone.submit')}
        </Button>
      </div>
    </form>
  );
}
