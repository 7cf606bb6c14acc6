import { ActionIcon, Menu, Tooltip, useMantineColorScheme } from '@mantine/core';
import { IconCheck, IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { densities, setDensity, usePreferences } from '../preferences.ts';

const themes = [
  { scheme: 'light', label: 'light', icon: IconSun },
  { scheme: 'dark', label: 'dark', icon: IconMoon },
  { scheme: 'auto', label: 'system', icon: IconDeviceDesktop },
] as const;

/** Theme and density, one click away on every page. */
export function AppearanceMenu() {
  const { t } = useTranslation('app');
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const density = usePreferences((preferences) => preferences.density);
  const Current = themes.find(({ scheme }) => scheme === colorScheme)?.icon ?? IconDeviceDesktop;
  return (
    <Menu position="bottom-end" width={200} aria-label={t('appearance.menu')}>
      <Menu.Target>
        <Tooltip label={t('appearance.menu')}>
          <ActionIcon size="lg" aria-label={t('appearance.menu')}>
            <Current size={18} stroke={1.7} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('appearance.theme')}</Menu.Label>
        {themes.map(({ scheme, label, icon: Icon }) => (
          <Choice
            key={scheme}
            chosen={scheme === colorScheme}
            label={t(`appearance.${label}`)}
            icon={<Icon size={16} stroke={1.7} aria-hidden />}
            onChoose={() => setColorScheme(scheme)}
          />
        ))}
        <Menu.Divider />
        <Menu.Label>{t('appearance.density')}</Menu.Label>
        {densities.map((choice) => (
          <Choice
            key={choice}
            chosen={choice === density}
            label={t(`appearance.${choice}`)}
            onChoose={() => setDensity(choice)}
          />
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

type ChoiceProps = {
  readonly chosen: boolean;
  readonly label: string;
  readonly icon?: React.ReactNode;
  readonly onChoose: () => void;
};

function Choice({ chosen, label, icon, onChoose }: ChoiceProps) {
  return (
    <Menu.Item
      role="menuitemradio"
      aria-checked={chosen}
      leftSection={icon}
      rightSection={chosen ? <IconCheck size={15} aria-hidden /> : null}
      onClick={onChoose}
    >
      {label}
    </Menu.Item>
  );
}
