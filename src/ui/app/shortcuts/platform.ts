/** Whether ⌘ is the key for commands here. */
export const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);
