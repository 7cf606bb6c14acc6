export const accountsEn = {
  area: 'Accounts',
} as const;
