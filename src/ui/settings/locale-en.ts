export const settingsEn = {
  area: 'Settings',
  keywords: '',
} as const;
