export const systemEn = {
  area: 'System',
} as const;
