import { createTheme, type MantineThemeOverride } from '@mantine/core';
import { exhaustive } from '#contract/exhaustive.ts';
import type { Density } from '../preferences.ts';
import { colors } from './colors.ts';

const systemFont =
  '-apple-system, BlinkMacSystemFont, "Segoe UI Variable Text", "Segoe UI", Inter, Roboto, "Noto Sans", "Helvetica Neue", "Liberation Sans", Arial, sans-serif';
const systemMono =
  'ui-monospace, "SF Mono", "Cascadia Mono", "Segoe UI Mono", Menlo, Consolas, "Liberation Mono", monospace';

/** Height of a row of a grid, in pixels; in CSS it is `--opsdeck-row-height`. */
export function rowHeightOf(density: Density): number {
  switch (density) {
    case 'comfortable':
      return 40;
    case 'compact':
      return 30;
    default:
      return exhaustive(density);
  }
}

/** The look of the console. Density changes the size that controls have when they do not name one. */
export function makeTheme(density: Density): MantineThemeOverride {
  const size = density === 'compact' ? 'xs' : 'sm';
  const control = { defaultProps: { size } };
  return createTheme({
    colors,
    primaryColor: 'cobalt',
    primaryShade: 6,
    black: '#131822',
    fontFamily: systemFont,
    fontFamilyMonospace: systemMono,
    fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '19px' },
    lineHeights: { xs: '1.35', sm: '1.4', md: '1.45', lg: '1.5', xl: '1.5' },
    radius: { xs: '3px', sm: '5px', md: '7px', lg: '10px', xl: '16px' },
    defaultRadius: 'md',
    spacing:
      density === 'compact'
        ? { xs: '6px', sm: '8px', md: '12px', lg: '16px', xl: '24px' }
        : { xs: '8px', sm: '12px', md: '16px', lg: '20px', xl: '32px' },
    shadows: {
      xs: '0 1px 2px rgba(16, 24, 40, 0.06)',
      sm: '0 1px 3px rgba(16, 24, 40, 0.08), 0 1px 2px rgba(16, 24, 40, 0.04)',
      md: '0 6px 16px -4px rgba(16, 24, 40, 0.12), 0 2px 4px rgba(16, 24, 40, 0.05)',
      lg: '0 14px 32px -8px rgba(16, 24, 40, 0.18), 0 4px 8px rgba(16, 24, 40, 0.06)',
      xl: '0 24px 56px -12px rgba(16, 24, 40, 0.28)',
    },
    headings: {
      fontWeight: '600',
      sizes: {
        h1: { fontSize: '20px', lineHeight: '1.3' },
        h2: { fontSize: '15px', lineHeight: '1.4' },
        h3: { fontSize: '14px', lineHeight: '1.4' },
        h4: { fontSize: '13px', lineHeight: '1.4' },
      },
    },
    cursorType: 'pointer',
    respectReducedMotion: true,
    autoContrast: true,
    focusRing: 'auto',
    // By name, not with `Button.extend`: that would pull every component named here into the first load.
    components: {
      ActionIcon: {
        defaultProps: { variant: 'subtle', color: 'gray', size: density === 'compact' ? 'sm' : 'md' },
      },
      Badge: { defaultProps: { variant: 'light', radius: 'sm', tt: 'none', fw: 500 } },
      Button: {
        defaultProps: { size: density === 'compact' ? 'compact-sm' : 'xs' },
        styles: { label: { fontWeight: 550 } },
      },
      Checkbox: { defaultProps: { size: 'xs' } },
      Drawer: {
        defaultProps: { overlayProps: { backgroundOpacity: 0.35 }, transitionProps: { duration: 140 } },
      },
      InputWrapper: {
        styles: { description: { fontSize: '12px', lineHeight: '1.4' } },
      },
      Menu: { defaultProps: { shadow: 'lg', transitionProps: { duration: 90 } } },
      Modal: {
        defaultProps: {
          overlayProps: { backgroundOpacity: 0.4 },
          transitionProps: { duration: 120 },
          centered: true,
        },
      },
      MultiSelect: control,
      NumberInput: control,
      Paper: { defaultProps: { withBorder: true, bg: 'var(--opsdeck-surface)' } },
      PasswordInput: control,
      Popover: { defaultProps: { shadow: 'lg', transitionProps: { duration: 90 } } },
      SegmentedControl: { defaultProps: { size: 'xs' } },
      Select: control,
      Switch: { defaultProps: { size: 'sm' } },
      Table: { defaultProps: { verticalSpacing: density === 'compact' ? 4 : 8 } },
      TagsInput: control,
      Textarea: control,
      TextInput: control,
      Tooltip: { defaultProps: { openDelay: 350, withArrow: true, arrowSize: 6, fz: 'xs' } },
    },
  });
}
