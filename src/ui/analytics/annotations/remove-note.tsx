import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Annotation } from '#contract/metrics/annotations.ts';
import { toConsoleError } from '../../app/errors.ts';
import { useTRPC } from '../../app/trpc.ts';
import { ConfirmDialog } from '../../components/feedback/confirm-dialog.tsx';
import { useToasts } from '../../components/feedback/use-toasts.ts';
import { rangeLabel } from '../period-label.ts';

export type Note = Extract<Annotation, { kind: 'note' }>;

type RemoveNoteProps = { readonly note: Note | null; readonly onClose: () => void };

/** Asks before a note goes away for everybody. */
export function RemoveNote({ note, onClose }: RemoveNoteProps) {
  const { t, i18n } = useTranslation('analytics');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { show } = useToasts();
  const remove = useMutation(
    trpc.metrics.removeAnnotation.mutationOptions({
      onSuccess: () => {
        show(t('annotations.removed'));
        onClose();
      },
      onSettled: () => queryClient.invalidateQueries(trpc.metrics.annotations.pathFilter()),
    }),
  );
  const day = note === null ? '' : rangeLabel({ from: note.day, to: note.day }, i18n.language);
  return (
    <ConfirmDialog
      opened={note !== null}
      onClose={onClose}
      title={t('annotations.removeTitle')}
      consequences={[t('annotations.removeWhat', { text: note?.text ?? '', day })]}
      confirmLabel={t('annotations.removeConfirm')}
      dangerous
      busy={remove.isPending}
      error={remove.error === null ? null : toConsoleError(remove.error)}
      onConfirm={() => {
        if (note !== null) remove.mutate({ id: note.id });
      }}
    />
  );
}
