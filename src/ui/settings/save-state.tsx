import { IconCircleCheck, IconPencil } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { RelativeTimeText } from '../components/time/relative-time-text.tsx';
import { toneColours } from '../components/tone/tone.ts';
import classes from './settings.module.css';

type SaveStateProps = {
  readonly dirty: boolean;
  /** When it was last saved here, in milliseconds since 1970. */
  readonly savedAt: number | null;
};

/** Whether what is on the screen is what is stored. */
export function SaveState({ dirty, savedAt }: SaveStateProps) {
  const { t } = useTranslation('settings');
  return (
    <div className={classes['saveState']} role="status" data-save-state={dirty ? 'unsaved' : 'saved'}>
      {dirty ? (
        <>
          <IconPencil size={15} color={toneColours('caution').text} aria-hidden />
          {t('checks.unsaved')}
        </>
      ) : savedAt === null ? null : (
        <>
          <IconCircleCheck size={15} color={toneColours('positive').text} aria-hidden />
          <span>
            {t('checks.savedAt')} <RelativeTimeText at={savedAt} />
          </span>
        </>
      )}
    </div>
  );
}
