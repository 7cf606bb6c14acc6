import { Pill } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './narrowing-pill.module.css';

type NarrowingPillProps = {
  readonly text: string;
  readonly onRemove: () => void;
};

/** Says what a list is narrowed to besides its filters; it can be taken away. */
export function NarrowingPill({ text, onRemove }: NarrowingPillProps) {
  const { t } = useTranslation('components');
  return (
    <Pill
      classNames={{ root: classes['pill'] ?? '', label: classes['label'] ?? '' }}
      withRemoveButton
      removeButtonProps={{
        'aria-label': t('grid.without', { what: text }),
        'aria-hidden': false,
        tabIndex: 0,
      }}
      onRemove={onRemove}
    >
      {text}
    </Pill>
  );
}
