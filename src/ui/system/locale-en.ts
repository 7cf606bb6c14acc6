export const systemEn = {
  area: 'System',
  keywords: '',
} as const;
