export const componentsEn = {
  area: 'Shared components',
} as const;
