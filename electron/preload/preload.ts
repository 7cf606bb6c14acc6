import { contextBridge, ipcRenderer } from 'electron';
import { desktopChannel, type DesktopBridge } from '#contract/desktop-bridge.ts';

/** All that the page gets of Electron: text out and text in, on one channel. */
const bridge: DesktopBridge = {
  send: (text) => ipcRenderer.send(desktopChannel, text),
  listen(listener) {
    const hear = (_event: unknown, text: unknown): void => {
      if (typeof text === 'string') listener(text);
    };
    ipcRenderer.on(desktopChannel, hear);
    return () => {
      ipcRenderer.off(desktopChannel, hear);
    };
  },
};

contextBridge.exposeInMainWorld('opsdeck', bridge);
