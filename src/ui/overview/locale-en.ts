export const overviewEn = {
  area: 'Overview',
} as const;
