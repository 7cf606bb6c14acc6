/** Debian's programs that the journeys run in, the lighter one first: without a window's frame it takes two thirds of the CPU. */
export const debianBrowsers = [
  { path: '/usr/bin/chromium-headless-shell', package: 'chromium-headless-shell' },
  { path: '/usr/bin/chromium', package: 'chromium' },
] as const;
