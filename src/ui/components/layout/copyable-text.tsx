import { ActionIcon, Tooltip } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './copyable-text.module.css';

type CopyableTextProps = {
  readonly value: string;
  /** What it is, for the button's name: "Copy the phone number". */
  readonly label: string;
  readonly monospace?: boolean;
};

/** A value that people carry elsewhere, with a button that copies it and says so. */
export function CopyableText({ value, label, monospace = false }: CopyableTextProps) {
  const { t } = useTranslation('components');
  const clipboard = useClipboard({ timeout: 1_600 });
  const name = clipboard.copied ? t('copy.copied') : t('copy.copy', { what: label });
  return (
    <span className={classes['copyable']}>
      <span className={monospace ? classes['monospace'] : undefined}>{value}</span>
      <Tooltip label={name}>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={22}
          aria-label={name}
          onClick={() => clipboard.copy(value)}
        >
          {clipboard.copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
        </ActionIcon>
      </Tooltip>
    </span>
  );
}
