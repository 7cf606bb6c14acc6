import { useMemo } from 'react';
import { NumberInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { WorkspaceSettings } from '#contract/settings.ts';
import { useDurationText } from '../accounts/checks/duration-text.ts';
import { useMay } from '../app/use-may.ts';
import { toConsoleError } from '../app/errors.ts';
import { settingElementId } from '../app/use-focused-setting.ts';
import { useTRPC } from '../app/trpc.ts';
import { ContractForm } from '../components/form/contract-form.tsx';
import { useContractForm } from '../components/form/use-contract-form.ts';
import { useNumberFormats } from '../components/number/format-number.ts';
import {
  accountChecksSchema,
  fromValues,
  ranges,
  shortestCheckMs,
  toValues,
  type AccountChecksValues,
} from './account-checks-values.ts';
import { SaveState } from './save-state.tsx';
import { UnsavedGuard } from './unsaved-guard.tsx';
import panelPage from '../components/layout/panel-page.module.css';
import classes from './settings.module.css';

type AccountChecksFormProps = { readonly stored: WorkspaceSettings['accountChecks'] };

/** How politely the pool is checked. Values are shown in seconds and kept by the contract in milliseconds. */
export function AccountChecksForm({ stored }: AccountChecksFormProps) {
  const { t } = useTranslation('settings');
  const { integer } = useNumberFormats();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const mayWrite = useMay('settings:write');
  const schema = useMemo(
    () =>
      accountChecksSchema({
        outOfRange: ({ min, max }) => t('checks.outOfRange', { min: integer(min), max: integer(max) }),
        wholeNumber: t('checks.wholeNumber'),
      }),
    [t, integer],
  );
  const form = useContractForm<AccountChecksValues>(schema, toValues(stored));
  const save = useMutation(
    trpc.settings.saveAccountChecks.mutationOptions({
      onSuccess: (saved) => {
        queryClient.setQueryData(trpc.settings.get.queryKey(), saved);
        form.setInitialValues(toValues(saved.accountChecks));
        form.setValues(toValues(saved.accountChecks));
        form.resetDirty(toValues(saved.accountChecks));
      },
    }),
  );
  const dirty = form.isDirty();
  return (
    <>
      <p className={panelPage['text']}>{t('checks.politeness')}</p>
      {mayWrite ? null : <p className={panelPage['text']}>{t('checks.readOnly')}</p>}
      <ContractForm
        form={form}
        onSubmit={(values) => save.mutate(fromValues(values))}
        submitLabel={t('checks.save')}
        busy={save.isPending}
        error={save.error === null ? null : toConsoleError(save.error)}
        {...(dirty ? { onCancel: form.reset } : {})}
      >
        <fieldset className={classes['fields']} disabled={!mayWrite}>
          <NumberInput
            id={settingElementId('pace')}
            label={t('checks.pace')}
            description={t('checks.paceHint')}
            suffix={t('checks.seconds')}
            decimalScale={3}
            clampBehavior="none"
            step={0.5}
            min={ranges.paceSeconds.min}
            {...form.getInputProps('paceSeconds')}
          />
          <NumberInput
            id={settingElementId('concurrency')}
            label={t('checks.concurrency')}
            description={t('checks.concurrencyHint')}
            allowDecimal={false}
            clampBehavior="none"
            min={ranges.concurrency.min}
            {...form.getInputProps('concurrency')}
          />
          <NumberInput
            id={settingElementId('deadline')}
            label={t('checks.deadline')}
            description={t('checks.deadlineHint')}
            suffix={t('checks.seconds')}
            decimalScale={3}
            clampBehavior="none"
            min={ranges.deadlineSeconds.min}
            {...form.getInputProps('deadlineSeconds')}
          />
        </fieldset>
        {schema.safeParse(form.getValues()).success ? <Estimate values={form.getValues()} /> : null}
        <SaveState dirty={dirty} savedAt={save.isSuccess ? save.submittedAt : null} />
      </ContractForm>
      <UnsavedGuard dirty={dirty} />
    </>
  );
}

/** What the pace means for this pool, before it is saved. */
function Estimate({ values }: { readonly values: AccountChecksValues }) {
  const { t } = useTranslation('settings');
  const { integer } = useNumberFormats();
  const duration = useDurationText();
  const trpc = useTRPC();
  const total = useQuery(trpc.accounts.statistics.queryOptions()).data?.total ?? 0;
  const demo = useQuery(trpc.system.about.queryOptions()).data?.demo === true;
  const shortest = shortestCheckMs(total, values);
  const hasty = typeof values.paceSeconds === 'number' && values.paceSeconds < 1;
  return (
    <div className={classes['estimate']} role="status">
      {shortest === null || total === 0 ? null : (
        <p>{t('checks.estimate', { number: integer(total), duration: duration(shortest) })}</p>
      )}
      {hasty && demo ? <p>{t('checks.hastyInDemo')}</p> : null}
      {hasty && !demo ? <p className={classes['warning']}>{t('checks.hasty')}</p> : null}
    </div>
  );
}
