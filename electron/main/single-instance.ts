import { app, BrowserWindow } from 'electron';

/**
 * Makes this the one desktop console on its data folder. False when there is one already: that one comes to the front,
 * and this process has nothing left to do.
 */
export function becomeOnlyInstance(): boolean {
  if (!app.requestSingleInstanceLock()) return false;
  app.on('second-instance', () => {
    const [window] = BrowserWindow.getAllWindows();
    if (window === undefined) return;
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  });
  return true;
}
