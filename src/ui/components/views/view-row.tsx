import { ActionIcon, Tooltip, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconDots, IconStarFilled, IconUsers } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ViewState } from '#contract/view-state.ts';
import type { SavedView } from '#contract/views.ts';
import type { ViewCommands } from './use-view-commands.ts';
import { ViewActions } from './view-actions.tsx';
import classes from './views.module.css';

export type ViewRowProps = {
  readonly view: SavedView;
  /** It is what the page shows. */
  readonly isActive: boolean;
  readonly isOpen: boolean;
  readonly current: ViewState | null;
  readonly commands: ViewCommands;
  readonly mayWrite: boolean;
  readonly onApply: () => void;
  readonly onToggle: () => void;
  readonly onOverwritten: () => void;
};

/** A view: press to apply it; its other doings fold out below. */
export function ViewRow(props: ViewRowProps) {
  const { view, isActive, isOpen, onApply, onToggle } = props;
  const { t } = useTranslation('components');
  return (
    <li className={classes['row']} data-open={isOpen || undefined}>
      <div className={classes['line']}>
        <UnstyledButton className={classes['view']} aria-current={isActive || undefined} onClick={onApply}>
          <span className={classes['name']}>
            <bdi>{view.name}</bdi>
          </span>
          <span className={classes['marks']}>
            {view.isDefault ? <Mark icon={IconStarFilled} label={t('views.isDefault')} /> : null}
            {view.shared ? <Mark icon={IconUsers} label={t('views.isShared')} /> : null}
          </span>
          {view.mine ? null : (
            <span className={classes['owner']}>
              {view.owner === '' ? t('views.ofSomebody') : <bdi>{view.owner}</bdi>}
            </span>
          )}
        </UnstyledButton>
        <ActionIcon
          size={26}
          aria-label={t('views.more', { name: view.name })}
          aria-expanded={isOpen}
          onClick={onToggle}
        >
          <IconDots size={16} aria-hidden />
        </ActionIcon>
      </div>
      {isOpen ? <ViewActions {...props} /> : null}
    </li>
  );
}

type MarkProps = { readonly icon: typeof IconUsers; readonly label: string };

function Mark({ icon: MarkIcon, label }: MarkProps) {
  return (
    <Tooltip label={label}>
      <span>
        <MarkIcon size={13} aria-hidden />
        <VisuallyHidden>, {label}</VisuallyHidden>
      </span>
    </Tooltip>
  );
}
