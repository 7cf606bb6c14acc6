import { NumberInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type WorkspaceSettings, workspaceSettingsSchema } from '#contract/settings.ts';
import { toConsoleError } from '../app/errors.ts';
import { settingElementId } from '../app/use-focused-setting.ts';
import { useMay } from '../app/use-may.ts';
import { useTRPC } from '../app/trpc.ts';
import { ContractForm } from '../components/form/contract-form.tsx';
import { useContractForm } from '../components/form/use-contract-form.ts';
import panelPage from '../components/layout/panel-page.module.css';
import { SaveState } from './save-state.tsx';
import { UnsavedGuard } from './unsaved-guard.tsx';
import classes from './settings.module.css';

const schema = workspaceSettingsSchema.shape.verification.unwrap();

type VerificationFormProps = { readonly stored: WorkspaceSettings['verification'] };

/** For how long documents of customers are kept once their request has ended. */
export function VerificationForm({ stored }: VerificationFormProps) {
  const { t } = useTranslation('settings');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const mayWrite = useMay('settings:write');
  const form = useContractForm<WorkspaceSettings['verification']>(schema, stored);
  const save = useMutation(
    trpc.settings.saveVerification.mutationOptions({
      onSuccess: (saved) => {
        queryClient.setQueryData(trpc.settings.get.queryKey(), saved);
        form.setInitialValues(saved.verification);
        form.setValues(saved.verification);
        form.resetDirty(saved.verification);
      },
    }),
  );
  const dirty = form.isDirty();
  return (
    <>
      {mayWrite ? null : <p className={panelPage['text']}>{t('checks.readOnly')}</p>}
      <ContractForm
        form={form}
        onSubmit={(values) => save.mutate(values)}
        submitLabel={t('verification.apply')}
        busy={save.isPending}
        error={save.error === null ? null : toConsoleError(save.error)}
        {...(dirty ? { onCancel: form.reset } : {})}
      >
        <fieldset className={classes['fields']} disabled={!mayWrite}>
          <NumberInput
            id={settingElementId('documents-kept')}
            label={t('verification.kept')}
            description={t('verification.keptHint')}
            suffix={t('verification.days')}
            allowDecimal={false}
            clampBehavior="none"
            min={1}
            {...form.getInputProps('documentsKeptDays')}
          />
        </fieldset>
        <SaveState dirty={dirty} savedAt={save.isSuccess ? save.submittedAt : null} />
      </ContractForm>
      <UnsavedGuard dirty={dirty} />
    </>
  );
}
