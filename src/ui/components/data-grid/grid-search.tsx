import { useEffect, useRef, useState } from 'react';
import { CloseButton, Kbd, TextInput } from '@mantine/core';
import { useDebouncedCallback, useHotkeys } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { usePreferences } from '../../app/preferences.ts';
import classes from './data-grid.module.css';

/** Long enough to type a word without a request for each letter. */
const typingPauseMs = 250;

type GridSearchProps = {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly placeholder: string;
};

/** The search field of a table. `/` goes there from anywhere on the page. */
export function GridSearch({ value, onChange, placeholder }: GridSearchProps) {
  const { t } = useTranslation('components');
  const field = useRef<HTMLInputElement>(null);
  const letterShortcuts = usePreferences((preferences) => preferences.letterShortcuts);
  const [typed, setTyped] = useState(value);
  const sent = useRef(value);
  const send = useDebouncedCallback((text: string) => {
    sent.current = text;
    onChange(text);
  }, typingPauseMs);
  useEffect(() => {
    // Only what came from elsewhere (a link, "clear filters"): what was typed meanwhile is not lost.
    if (value !== sent.current) {
      sent.current = value;
      setTyped(value);
    }
  }, [value]);
  useHotkeys(letterShortcuts ? [['/', () => field.current?.focus()]] : []);
  const type = (text: string) => {
    setTyped(text);
    send(text);
  };
  return (
    <TextInput
      ref={field}
      className={classes['search']}
      size="xs"
      value={typed}
      onChange={(event) => type(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && typed !== '') {
          event.stopPropagation();
          type('');
        }
      }}
      placeholder={placeholder}
      aria-label={placeholder}
      maxLength={200}
      leftSection={<IconSearch size={15} aria-hidden />}
      rightSection={
        typed === '' ? (
          letterShortcuts && <Kbd size="xs">/</Kbd>
        ) : (
          <CloseButton size="xs" aria-label={t('grid.clearSearch')} onClick={() => type('')} />
        )
      }
    />
  );
}
