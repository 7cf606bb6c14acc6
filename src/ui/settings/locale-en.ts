export const settingsEn = {
  area: 'Settings',
} as const;
