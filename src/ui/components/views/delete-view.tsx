import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { SavedView } from '#contract/views.ts';
import { GuardedButton } from '../form/guarded-button.tsx';
import type { ViewCommands } from './use-view-commands.ts';
import classes from './views.module.css';

type DeleteViewProps = {
  readonly view: SavedView;
  readonly remove: ViewCommands['remove'];
  readonly onEnd: () => void;
};

/** Asks first: there is no way back, and a shared view is somebody else's as well. */
export function DeleteView({ view, remove, onEnd }: DeleteViewProps) {
  const { t } = useTranslation('components');
  return (
    <div className={classes['question']} role="group" aria-label={t('views.delete')}>
      <p>{t(view.shared ? 'views.deleteShared' : 'views.deleteOwn', { name: view.name })}</p>
      <GuardedButton
        size="compact-xs"
        color="red"
        loading={remove.isPending}
        onClick={() => remove.mutate({ id: view.id })}
      >
        {t('views.deleteNow')}
      </GuardedButton>
      <Button size="compact-xs" variant="default" onClick={onEnd}>
        {t('views.keep')}
      </Button>
    </div>
  );
}
