import { useState } from 'react';
import { Button, Checkbox, TagsInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { labelLimit, type AccountSelection } from '#contract/accounts.ts';
import { toConsoleError } from '../../app/errors.ts';
import { useTRPC } from '../../app/trpc.ts';
import { offerUndo } from '../../components/feedback/undo-toast.tsx';
import { useToasts } from '../../components/feedback/use-toasts.ts';
import { GuardedButton } from '../../components/form/guarded-button.tsx';
import { Dialog } from '../../components/layout/dialog.tsx';
import { useNumberFormats } from '../../components/number/format-number.ts';
import { ErrorState } from '../../components/states/error-state.tsx';
import { LoadingOrError } from '../../components/states/loading-or-error.tsx';
import classes from './pool.module.css';

type ChangeLabelsProps = {
  readonly opened: boolean;
  readonly count: number;
  /** Null while nothing is selected. */
  readonly selection: AccountSelection | null;
  readonly onClose: () => void;
};

/** Adds labels to the selected accounts, and takes away some that they have. */
export function ChangeLabels({ opened, count, selection, onClose }: ChangeLabelsProps) {
  const { t } = useTranslation('accounts');
  const { integer } = useNumberFormats();
  return (
    <Dialog
      opened={opened && selection !== null}
      onClose={onClose}
      title={t('labels.title', { count, number: integer(count) })}
    >
      {selection === null ? null : <ChangeLabelsForm count={count} selection={selection} onClose={onClose} />}
    </Dialog>
  );
}

type ChangeLabelsFormProps = {
  readonly count: number;
  readonly selection: AccountSelection;
  readonly onClose: () => void;
};

/** Its own component, so that what was chosen is forgotten when the dialog closes. */
function ChangeLabelsForm({ count, selection, onClose }: ChangeLabelsFormProps) {
  const { t } = useTranslation('accounts');
  const { integer } = useNumberFormats();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { show, showError } = useToasts();
  const [add, setAdd] = useState<string[]>([]);
  const [remove, setRemove] = useState<string[]>([]);
  const known = useQuery(trpc.accounts.labels.queryOptions()).data ?? [];
  const present = useQuery(trpc.accounts.selectionLabels.queryOptions({ selection }));
  const undo = useMutation(
    trpc.accounts.undoLabels.mutationOptions({
      onSuccess: ({ restored }) => show(t('labels.restored', { count: restored, number: integer(restored) })),
      onError: showError,
      onSettled: () => queryClient.invalidateQueries(trpc.accounts.pathFilter()),
    }),
  );
  const change = useMutation(
    trpc.accounts.changeLabels.mutationOptions({
      onSuccess: ({ changeId, changed, queued }) => {
        const number = integer(changed);
        const message = t(queued === true ? 'labels.queued' : 'labels.changed', { count: changed, number });
        // What was not sent yet is taken back where it waits.
        if (changed === 0 || queued === true) show(message);
        else offerUndo({ message, onUndo: () => undo.mutate({ changeId }) });
        onClose();
      },
      onSettled: () => queryClient.invalidateQueries(trpc.accounts.pathFilter()),
    }),
  );
  const nothing = add.length + remove.length === 0;
  return (
    <form
      className={classes['labelForm']}
      onSubmit={(event) => {
        event.preventDefault();
        if (!nothing && !change.isPending) change.mutate({ selection, add, remove });
      }}
    >
      <TagsInput
        label={t('labels.add')}
        description={t('labels.addText')}
        data={known}
        value={add}
        onChange={(labels) => setAdd(labels)}
        maxTags={labelLimit}
        maxLength={64}
        clearable={false}
      />
      {present.data === undefined ? (
        <LoadingOrError read={present} lines={2} variant="inline" />
      ) : present.data.length === 0 ? null : (
        <Checkbox.Group
          label={t('labels.remove')}
          description={t('labels.removeText')}
          value={remove}
          onChange={(chosen) => setRemove(chosen)}
        >
          <div className={classes['choices']}>
            {present.data.map(({ label, accounts }) => (
              <Checkbox
                key={label}
                label={t('labels.present', {
                  label,
                  number: accounts >= count ? t('labels.all') : integer(accounts),
                })}
                value={label}
              />
            ))}
          </div>
        </Checkbox.Group>
      )}
      {change.error === null ? null : <ErrorState error={toConsoleError(change.error)} variant="inline" />}
      <div className={classes['labelButtons']}>
        <Button variant="default" onClick={onClose}>
          {t('labels.cancel')}
        </Button>
        <GuardedButton queues type="submit" loading={change.isPending} disabled={nothing}>
          {t('labels.apply', { count, number: integer(count) })}
        </GuardedButton>
      </div>
    </form>
  );
}
