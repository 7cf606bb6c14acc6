export const galleryEn = {
  area: 'Gallery',
} as const;
