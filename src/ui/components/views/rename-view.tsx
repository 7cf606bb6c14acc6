import { useState, type FormEvent } from 'react';
import { Button, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { longestViewName } from '#contract/view-file.ts';
import type { SavedView } from '#contract/views.ts';
import { useAwayReason } from '../../app/use-away.ts';
import { GuardedButton } from '../form/guarded-button.tsx';
import type { ViewCommands } from './use-view-commands.ts';
import classes from './views.module.css';

type RenameViewProps = {
  readonly view: SavedView;
  readonly change: ViewCommands['change'];
  readonly onEnd: () => void;
};

/** Who pressed “Rename” goes on typing. */
const focusOnce = (input: HTMLInputElement | null) => input?.focus();

export function RenameView({ view, change, onEnd }: RenameViewProps) {
  const { t } = useTranslation('components');
  const away = useAwayReason();
  const [name, setName] = useState(view.name);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === '' || away !== null || change.isPending) return;
    const { id, version } = view;
    change.mutate({ id, version, name: name.trim() }, { onSuccess: onEnd });
  };
  return (
    <form className={classes['renaming']} onSubmit={submit}>
      <div className={classes['form']}>
        <TextInput
          size="xs"
          label={t('views.newName')}
          value={name}
          maxLength={longestViewName}
          ref={focusOnce}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <GuardedButton type="submit" size="xs" loading={change.isPending}>
          {t('views.rename')}
        </GuardedButton>
        <Button size="xs" variant="default" onClick={onEnd}>
          {t('views.keep')}
        </Button>
      </div>
    </form>
  );
}
