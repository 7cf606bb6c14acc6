import type { CSSVariablesResolver } from '@mantine/core';

/**
 * Mantine's variables where its defaults are not calm or not readable enough, and the console's own ones:
 * `--opsdeck-surface` (cards, tables), `--opsdeck-sunken` (behind and inside them), `--opsdeck-chrome` (navigation,
 * header, status bar), `--opsdeck-line` (hairlines), `--opsdeck-focus` (focus ring).
 */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#fbfcfd',
    '--mantine-color-text': '#1a202c',
    '--mantine-color-dimmed': 'var(--mantine-color-gray-6)',
    '--mantine-color-placeholder': '#6b7280',
    '--mantine-color-default-border': 'var(--mantine-color-gray-3)',
    '--mantine-color-default-hover': 'var(--mantine-color-gray-1)',
    '--mantine-color-disabled-color': 'var(--mantine-color-gray-6)',
    '--mantine-color-success': 'var(--mantine-color-green-6)',
    '--mantine-color-gray-light-color': 'var(--mantine-color-gray-7)',
    '--opsdeck-surface': '#ffffff',
    '--opsdeck-sunken': 'var(--mantine-color-gray-1)',
    '--opsdeck-chrome': '#f5f6f9',
    '--opsdeck-line': 'var(--mantine-color-gray-2)',
    '--opsdeck-hover': 'rgba(28, 39, 60, 0.055)',
    '--opsdeck-selected': 'rgba(28, 39, 60, 0.085)',
    '--opsdeck-focus': 'var(--mantine-color-cobalt-5)',
    '--opsdeck-shadow': '0 1px 2px rgba(16, 24, 40, 0.05)',
  },
  dark: {
    '--mantine-color-body': 'var(--mantine-color-dark-8)',
    '--mantine-color-text': 'var(--mantine-color-dark-0)',
    '--mantine-color-error': 'var(--mantine-color-red-4)',
    '--mantine-color-success': 'var(--mantine-color-green-4)',
    '--mantine-color-gray-light': 'var(--mantine-color-dark-5)',
    '--mantine-color-gray-light-hover': 'var(--mantine-color-dark-4)',
    '--mantine-color-gray-light-color': 'var(--mantine-color-dark-1)',
    '--mantine-color-default': 'var(--mantine-color-dark-6)',
    '--mantine-color-default-color': 'var(--mantine-color-dark-0)',
    '--mantine-color-disabled-color': 'var(--mantine-color-dark-2)',
    '--opsdeck-surface': 'var(--mantine-color-dark-7)',
    '--opsdeck-sunken': 'var(--mantine-color-dark-8)',
    '--opsdeck-chrome': 'var(--mantine-color-dark-9)',
    '--opsdeck-line': '#272c35',
    '--opsdeck-hover': 'rgba(255, 255, 255, 0.055)',
    '--opsdeck-selected': 'rgba(255, 255, 255, 0.09)',
    '--opsdeck-focus': 'var(--mantine-color-cobalt-4)',
    '--opsdeck-shadow': 'none',
  },
});
