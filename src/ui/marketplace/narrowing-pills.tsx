import { Pill } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './marketplace.module.css';

export type Narrowing = { readonly key: string; readonly text: string; readonly onRemove: () => void };

/** What else a list is narrowed to, as a number elsewhere leads to it: each part can be taken away. */
export function NarrowingPills({ parts }: { readonly parts: readonly (Narrowing | null)[] }) {
  const { t } = useTranslation('marketplace');
  return parts
    .filter((part) => part !== null)
    .map(({ key, text, onRemove }) => (
      <Pill
        key={key}
        className={classes['narrowing'] ?? ''}
        withRemoveButton
        removeButtonProps={{
          'aria-label': t('orders.without', { what: text }),
          'aria-hidden': false,
          tabIndex: 0,
        }}
        onRemove={onRemove}
      >
        {text}
      </Pill>
    ));
}
