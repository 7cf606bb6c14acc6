export const overviewEn = {
  area: 'Overview',
  keywords: '',
} as const;
