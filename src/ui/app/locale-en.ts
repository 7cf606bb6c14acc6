export const appEn = {
  name: 'Opsdeck',
} as const;
