import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import type { ConsoleError } from '../../app/errors.ts';
import { ErrorState } from '../states/error-state.tsx';
import { GuardedButton } from './guarded-button.tsx';
import classes from './contract-form.module.css';

type ContractFormProps<Values extends Record<string, unknown>> = {
  readonly form: UseFormReturnType<Values>;
  readonly onSubmit: (values: Values) => void;
  readonly submitLabel: string;
  /** The command is under way: the button shows it and cannot be pressed twice. */
  readonly busy: boolean;
  /** What the core answered, when it refused. */
  readonly error: ConsoleError | null;
  readonly onCancel?: () => void;
  readonly children: ReactNode;
};

/** The fields, the core's answer, and the buttons. Sending with a wrong field puts the focus there. */
export function ContractForm<Values extends Record<string, unknown>>(props: ContractFormProps<Values>) {
  const { t } = useTranslation('components');
  const { form, onSubmit, submitLabel, busy, error, onCancel, children } = props;
  return (
    <form
      className={classes['form']}
      noValidate
      onSubmit={form.onSubmit(
        (values) => {
          if (!busy) onSubmit(values);
        },
        (errors) => {
          const [first] = Object.keys(errors);
          if (first !== undefined) form.getInputNode(first)?.focus();
        },
      )}
    >
      {children}
      {error === null ? null : <ErrorState error={error} variant="inline" />}
      <div className={classes['buttons']}>
        {onCancel === undefined ? null : (
          <Button variant="default" onClick={onCancel}>
            {t('form.cancel')}
          </Button>
        )}
        <GuardedButton type="submit" loading={busy}>
          {submitLabel}
        </GuardedButton>
      </div>
    </form>
  );
}
