import { useState, type FormEvent } from 'react';
import { ActionIcon, Button, Popover, TextInput, UnstyledButton } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconBookmark, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { savedViewSchema } from '#contract/views.ts';
import { toConsoleError } from '../../app/errors.ts';
import { useTRPC } from '../../app/trpc.ts';
import { ErrorState } from '../states/error-state.tsx';
import classes from './data-grid.module.css';

export type ViewState = z.infer<typeof savedViewSchema>['state'];

type SavedViewsProps = {
  readonly grid: string;
  /** What is saved under a name: columns, sort and filters of this moment. */
  readonly current: ViewState;
  readonly onApply: (state: ViewState) => void;
};

/** Columns, sort and filters under a name: save, apply, delete. */
export function SavedViews({ grid, current, onApply }: SavedViewsProps) {
  const { t } = useTranslation('components');
  const [opened, setOpened] = useState(false);
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" trapFocus returnFocus width={300}>
      <Popover.Target>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconBookmark size={15} aria-hidden />}
          onClick={() => setOpened(!opened)}
        >
          {t('views.views')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={12} aria-label={t('views.views')}>
        <ViewList
          grid={grid}
          current={current}
          onApply={(state) => {
            setOpened(false);
            onApply(state);
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}

function ViewList({ grid, current, onApply }: SavedViewsProps) {
  const { t } = useTranslation('components');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [name, setName] = useState('');
  const views = useQuery(trpc.views.list.queryOptions({ grid }));
  const refresh = () => queryClient.invalidateQueries(trpc.views.list.queryFilter({ grid }));
  const save = useMutation(trpc.views.save.mutationOptions({ onSuccess: refresh }));
  const remove = useMutation(trpc.views.remove.mutationOptions({ onSuccess: refresh }));
  const failure = save.error ?? remove.error ?? views.error;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === '' || save.isPending) return;
    save.mutate({ grid, name: name.trim(), state: current }, { onSuccess: () => setName('') });
  };
  return (
    <div className={classes['views']}>
      {views.data?.length === 0 ? <p className={classes['viewsEmpty']}>{t('views.none')}</p> : null}
      <ul className={classes['viewList']}>
        {views.data?.map((view) => (
          <li key={view.id}>
            <UnstyledButton className={classes['view']} onClick={() => onApply(view.state)}>
              {view.name}
            </UnstyledButton>
            <ActionIcon
              size={24}
              aria-label={t('views.delete', { name: view.name })}
              onClick={() => remove.mutate({ id: view.id })}
            >
              <IconTrash size={14} aria-hidden />
            </ActionIcon>
          </li>
        ))}
      </ul>
      <form className={classes['viewForm']} onSubmit={submit}>
        <TextInput
          size="xs"
          label={t('views.name')}
          placeholder={t('views.example')}
          value={name}
          maxLength={80}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button
          type="submit"
          size="xs"
          variant="default"
          disabled={name.trim() === ''}
          loading={save.isPending}
        >
          {t('views.save')}
        </Button>
      </form>
      {failure === null ? null : <ErrorState error={toConsoleError(failure)} variant="inline" />}
    </div>
  );
}
