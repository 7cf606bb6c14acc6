import { useState, type FormEvent } from 'react';
import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { SavedViewId } from '#contract/ids.ts';
import type { ViewPage } from '#contract/view-pages.ts';
import { longestViewName } from '#contract/view-file.ts';
import type { ViewState } from '#contract/view-state.ts';
import type { SavedView } from '#contract/views.ts';
import { useAwayReason } from '../../app/use-away.ts';
import { GuardedButton } from '../form/guarded-button.tsx';
import type { ViewCommands } from './use-view-commands.ts';
import classes from './views.module.css';

type SaveViewFormProps = {
  readonly page: ViewPage;
  /** Those of whoever saves: a name of theirs means that view. */
  readonly own: readonly SavedView[];
  readonly current: ViewState | null;
  readonly commands: ViewCommands;
  readonly onSaved: (id: SavedViewId) => void;
};

/** Saves what is seen now, under a new name or over the view of that name. */
export function SaveViewForm({ page, own, current, commands, onSaved }: SaveViewFormProps) {
  const { t } = useTranslation('components');
  const away = useAwayReason();
  const [typed, setTyped] = useState('');
  const { save, change } = commands;
  const name = typed.trim();
  const named = own.find((view) => view.name === name);
  const done = (id: SavedViewId) => {
    setTyped('');
    onSaved(id);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name === '' || current === null || away !== null || save.isPending || change.isPending) return;
    if (named === undefined) {
      save.mutate({ page, name, state: current }, { onSuccess: ({ id }) => done(id) });
    } else {
      const { id, version } = named;
      change.mutate({ id, version, state: current }, { onSuccess: () => done(id) });
    }
  };
  return (
    <form className={classes['form']} onSubmit={submit}>
      <TextInput
        size="xs"
        label={t('views.name')}
        placeholder={t('views.example')}
        value={typed}
        maxLength={longestViewName}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <GuardedButton
        type="submit"
        size="xs"
        variant="default"
        reason={current === null ? t('views.tooLarge') : name === '' ? t('views.nameFirst') : null}
        loading={save.isPending || change.isPending}
      >
        {named === undefined ? t('views.save') : t('views.saveOver')}
      </GuardedButton>
    </form>
  );
}
