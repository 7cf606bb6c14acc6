import { useId, type ReactNode } from 'react';
import { SegmentedControl, Switch, useMantineColorScheme } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import {
  densities,
  setDensity,
  setLetterShortcuts,
  usePreferences,
  type Density,
} from '../app/preferences.ts';
import { settingElementId } from '../app/use-focused-setting.ts';
import classes from './settings.module.css';

const schemes = ['light', 'dark', 'auto'] as const;

/** Takes effect at once and is kept in this browser: there is nothing to save. */
export function Appearance() {
  const { t } = useTranslation('settings');
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const density = usePreferences((preferences) => preferences.density);
  const letterShortcuts = usePreferences((preferences) => preferences.letterShortcuts);
  return (
    <div className={classes['rows']}>
      <Row id="theme" label={t('appearance.theme')} hint={t('appearance.themeHint')}>
        {(labelId) => (
          <SegmentedControl
            aria-labelledby={labelId}
            value={colorScheme}
            onChange={setColorScheme}
            data={schemes.map((value) => ({
              value,
              label: t(value === 'auto' ? 'appearance.system' : `appearance.${value}`),
            }))}
          />
        )}
      </Row>
      <Row id="density" label={t('appearance.density')} hint={t('appearance.densityHint')}>
        {(labelId) => (
          <SegmentedControl<Density>
            aria-labelledby={labelId}
            value={density}
            onChange={setDensity}
            data={densities.map((value) => ({ value, label: t(`appearance.${value}`) }))}
          />
        )}
      </Row>
      <Row
        id="letter-shortcuts"
        label={t('appearance.letterShortcuts')}
        hint={t('appearance.letterShortcutsHint')}
      >
        {(labelId) => (
          <Switch
            aria-labelledby={labelId}
            checked={letterShortcuts}
            onChange={(event) => setLetterShortcuts(event.currentTarget.checked)}
          />
        )}
      </Row>
    </div>
  );
}

type RowProps = {
  readonly id: string;
  readonly label: string;
  readonly hint: string;
  readonly children: (labelId: string) => ReactNode;
};

function Row({ id, label, hint, children }: RowProps) {
  const labelId = useId();
  return (
    <div className={classes['row']} id={settingElementId(id)}>
      <div>
        <div id={labelId} className={classes['label']}>
          {label}
        </div>
        <div className={classes['hint']}>{hint}</div>
      </div>
      {children(labelId)}
    </div>
  );
}
