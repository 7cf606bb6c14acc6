import { ActionIcon, Popover, SegmentedControl, useMantineColorScheme } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { densities, setDensity, usePreferences, type Density } from '../preferences.ts';
import { ToolTarget } from './tool-target.tsx';
import classes from './appearance-menu.module.css';

const schemes = [
  { value: 'light', label: 'light', icon: IconSun },
  { value: 'dark', label: 'dark', icon: IconMoon },
  { value: 'auto', label: 'system', icon: IconDeviceDesktop },
] as const;

/** Theme and density, one click away on every page. */
export function AppearanceMenu() {
  const { t } = useTranslation('app');
  const { colorScheme } = useMantineColorScheme();
  const [opened, { toggle, set }] = useDisclosure(false);
  const Current = schemes.find(({ value }) => value === colorScheme)?.icon ?? IconDeviceDesktop;
  return (
    <ToolTarget label={t('appearance.menu')} opened={opened}>
      <Popover position="bottom-end" opened={opened} onChange={set} trapFocus returnFocus>
        <Popover.Target>
          <ActionIcon size="lg" aria-label={t('appearance.menu')} onClick={toggle}>
            <Current size={18} stroke={1.7} aria-hidden />
          </ActionIcon>
        </Popover.Target>
        <Popover.Dropdown className={classes['dropdown']} aria-label={t('appearance.menu')}>
          <Choices />
        </Popover.Dropdown>
      </Popover>
    </ToolTarget>
  );
}

function Choices() {
  const { t } = useTranslation('app');
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const density = usePreferences((preferences) => preferences.density);
  return (
    <>
      <div className={classes['label']} id="appearance-theme">
        {t('appearance.theme')}
      </div>
      <SegmentedControl
        fullWidth
        aria-labelledby="appearance-theme"
        value={colorScheme}
        onChange={setColorScheme}
        data={schemes.map(({ value, label, icon: SchemeIcon }) => ({
          value,
          label: (
            <span className={classes['choice']}>
              <SchemeIcon size={15} stroke={1.8} aria-hidden />
              {t(`appearance.${label}`)}
            </span>
          ),
        }))}
      />
      <div className={classes['label']} id="appearance-density">
        {t('appearance.density')}
      </div>
      <SegmentedControl<Density>
        fullWidth
        aria-labelledby="appearance-density"
        value={density}
        onChange={setDensity}
        data={densities.map((value) => ({ value, label: t(`appearance.${value}`) }))}
      />
    </>
  );
}
