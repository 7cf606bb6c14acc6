import { useState } from 'react';
import { TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { longestNote, newNoteSchema } from '#contract/metrics/annotations.ts';
import { toConsoleError } from '../../app/errors.ts';
import { useTRPC } from '../../app/trpc.ts';
import { useToasts } from '../../components/feedback/use-toasts.ts';
import { ContractForm } from '../../components/form/contract-form.tsx';
import { GuardedButton } from '../../components/form/guarded-button.tsx';
import { useContractForm } from '../../components/form/use-contract-form.ts';
import { Dialog } from '../../components/layout/dialog.tsx';
import { useDashboard } from '../dashboard-context.ts';
import { annotationSubject, noteSubject } from '#contract/metrics/dashboards/annotation-subject.ts';

type AddNoteProps = { readonly today: string; readonly onAdded: () => void };

/** Notes something down about what the dashboard shows. */
export function AddNote({ today, onAdded }: AddNoteProps) {
  const { t } = useTranslation('analytics');
  const [opened, setOpened] = useState(false);
  const close = () => setOpened(false);
  return (
    <>
      <GuardedButton
        size="compact-xs"
        variant="default"
        leftSection={<IconPlus size={13} aria-hidden />}
        onClick={() => setOpened(true)}
      >
        {t('annotations.add')}
      </GuardedButton>
      <Dialog opened={opened} onClose={close} title={t('annotations.addTitle')}>
        <NoteForm
          today={today}
          onCancel={close}
          onAdded={() => {
            close();
            onAdded();
          }}
        />
      </Dialog>
    </>
  );
}

const fields = newNoteSchema.pick({ day: true, text: true });

type NoteFormProps = AddNoteProps & { readonly onCancel: () => void };

function NoteForm({ today, onCancel, onAdded }: NoteFormProps) {
  const { t } = useTranslation('analytics');
  const { dashboard, state } = useDashboard();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { show } = useToasts();
  // The last day of what is seen, so that the note is seen, too.
  const last = state.range === null || state.range.to > today ? today : state.range.to;
  const form = useContractForm(fields, { day: last, text: '' });
  const seen = annotationSubject(dashboard, state);
  const subject = seen === null ? null : noteSubject(seen);
  const add = useMutation(
    trpc.metrics.annotate.mutationOptions({
      onSuccess: () => {
        show(t('annotations.saved'));
        onAdded();
      },
      onSettled: () => queryClient.invalidateQueries(trpc.metrics.annotations.pathFilter()),
    }),
  );
  return (
    <ContractForm
      form={form}
      onSubmit={(values) => add.mutate({ ...values, subject })}
      submitLabel={t('annotations.save')}
      busy={add.isPending}
      error={add.error === null ? null : toConsoleError(add.error)}
      onCancel={onCancel}
    >
      <TextInput type="date" label={t('annotations.day')} {...form.getInputProps('day')} />
      <TextInput
        label={t('annotations.text')}
        placeholder={t('annotations.example')}
        description={t(`annotations.seenBy.${subject?.kind ?? 'business'}`)}
        maxLength={longestNote}
        data-autofocus
        {...form.getInputProps('text')}
      />
    </ContractForm>
  );
}
