import { ipcMain, type IpcMainEvent, type WebContents } from 'electron';
import { getErrorShape, getTRPCErrorFromUnknown } from '@trpc/server';
import { desktopChannel, type DesktopResponse } from '#contract/desktop-bridge.ts';
import { OpsdeckError } from '#contract/errors.ts';
import { logFailure } from '#core/rpc/log-failure.ts';
import { answerCall, type IpcCallOptions, type ProcedureRequest } from './ipc-call.ts';
import { parseRequest } from './ipc-request.ts';
import { refusedSender } from './sender-check.ts';

const graceMs = 1_000;

export type IpcServer = {
  /** Hears the page in this window from now on, and ends its calls when it navigates, crashes or closes. */
  attach(contents: WebContents): void;
  /** Ends every call; resolves when they have ended, or after a second. */
  close(): Promise<void>;
};

/** The main process's end of the contract: the only place that touches `ipcMain`. */
export function serveIpc(options: IpcCallOptions): IpcServer {
  const { router, logger } = options;
  const calls = new Map<WebContents, Map<string, AbortController>>();
  const ownContents = new Set<WebContents>();
  const running = new Set<Promise<void>>();
  let closing = false;

  function endCalls(contents: WebContents): void {
    const ending = calls.get(contents);
    calls.set(contents, new Map());
    for (const controller of ending?.values() ?? []) controller.abort();
  }

  function begin(contents: WebContents, request: ProcedureRequest): void {
    const own = calls.get(contents);
    // An ID that is in use is a page gone wrong; to answer both calls would mix them up.
    if (own === undefined || own.has(request.id)) return;
    const controller = new AbortController();
    own.set(request.id, controller);
    const call = answerCall(options, request, controller.signal, respondTo(contents)).finally(() => {
      own.delete(request.id);
      running.delete(call);
    });
    running.add(call);
  }

  function refuse(contents: WebContents, { id, kind, path, input }: ProcedureRequest): void {
    const error = getTRPCErrorFromUnknown(new OpsdeckError('SHUTTING_DOWN', {}));
    const shape = getErrorShape({
      config: router._def._config,
      error,
      type: kind,
      path,
      input,
      ctx: undefined,
    });
    respondTo(contents)({ id, kind: 'error', error: shape });
  }

  function hear(event: IpcMainEvent, message: unknown): void {
    const origin = refusedSender(event, ownContents);
    if (origin !== null) {
      const error = getTRPCErrorFromUnknown(new OpsdeckError('ORIGIN_REFUSED', { origin }));
      logFailure(logger, { path: undefined, error });
      return;
    }
    const request = parseRequest(message);
    if (request === null) {
      logger.warn('the page sent something that is not a request');
    } else if (request.kind === 'leave') {
      const own = calls.get(event.sender);
      own?.get(request.id)?.abort();
      own?.delete(request.id);
    } else if (closing) {
      refuse(event.sender, request);
    } else {
      begin(event.sender, request);
    }
  }

  ipcMain.on(desktopChannel, hear);

  return {
    attach(contents) {
      ownContents.add(contents);
      calls.set(contents, new Map());
      contents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
        if (isMainFrame && !isSameDocument) endCalls(contents);
      });
      contents.on('render-process-gone', () => endCalls(contents));
      contents.once('destroyed', () => {
        endCalls(contents);
        calls.delete(contents);
        ownContents.delete(contents);
      });
    },
    async close() {
      closing = true;
      for (const contents of ownContents) endCalls(contents);
      let timer: NodeJS.Timeout | undefined;
      const grace = new Promise<void>((resolve) => (timer = setTimeout(resolve, graceMs)));
      await Promise.race([Promise.all(running), grace]);
      clearTimeout(timer);
      ipcMain.off(desktopChannel, hear);
    },
  };
}

function respondTo(contents: WebContents): (response: DesktopResponse) => void {
  return (response) => {
    const text = JSON.stringify(response);
    if (!contents.isDestroyed()) contents.send(desktopChannel, text);
  };
}
