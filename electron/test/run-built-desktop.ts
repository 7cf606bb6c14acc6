import { registerHooks } from 'node:module';
import { setTimeout as wait } from 'node:timers/promises';

/**
 * Runs the built main script with the stand-in for Electron, in a process of its own: starts the console, asks it
 * something, quits. Prints one line of JSON.
 */
const stub = new URL('electron-stub.ts', import.meta.url).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: stub, shortCircuit: true } : next(specifier, context),
});
const { app, BrowserWindow, deliver, dialog, ipcRenderer } = await import('./electron-stub.ts');

await import(new URL('../../out/main/main.js', import.meta.url).href);
while (BrowserWindow.open[0]?.done.length === undefined && dialog.shown.length === 0) await wait(20);
const answers: string[] = [];
const [window] = BrowserWindow.open;
if (window !== undefined) {
  ipcRenderer.on('opsdeck', (_event, text: string) => answers.push(text));
  const { webContents } = window;
  while (webContents.mainFrame.url === 'about:blank') await wait(20);
  const question = JSON.stringify({ id: '1', kind: 'query', path: 'system.about' });
  deliver(webContents, webContents.mainFrame, 'opsdeck', question);
  while (answers.length === 0) await wait(20);
  app.quit();
  while (app.quits === 0) await wait(20);
}
process.stdout.write(`${JSON.stringify({ shown: dialog.shown, loaded: window?.done, answers })}\n`);
