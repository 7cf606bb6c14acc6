import type { ChildProcess } from 'node:child_process';
import {
  controlNoticeSchema,
  controlReplySchema,
  type ControlNotice,
  type ControlReply,
  type ControlRequest,
} from './messages.ts';

type WithoutId<Request> = Request extends unknown ? Omit<Request, 'id'> : never;

export type SandboxControl = {
  /** Rejects when the sandbox refuses or goes away before it has answered. */
  ask(request: WithoutId<ControlRequest>): Promise<ControlReply>;
  /** Calls the listener for whatever the sandbox tells by itself. */
  onNotice(listener: (notice: ControlNotice) => void): void;
};

type Waiting = { readonly resolve: (reply: ControlReply) => void; readonly reject: (error: Error) => void };

/** The parent's end of the control channel. */
export function openControl(child: ChildProcess): SandboxControl {
  const waiting = new Map<number, Waiting>();
  const listeners: ((notice: ControlNotice) => void)[] = [];
  let lastId = 0;
  child.on('message', (message: unknown) => {
    const notice = controlNoticeSchema.safeParse(message).data;
    if (notice !== undefined) {
      for (const listener of listeners) listener(notice);
      return;
    }
    const reply = controlReplySchema.parse(message);
    const caller = waiting.get(reply.id);
    waiting.delete(reply.id);
    if (reply.kind === 'failed') caller?.reject(new Error(reply.problem));
    else caller?.resolve(reply);
  });
  child.once('exit', () => {
    for (const { reject } of waiting.values()) reject(new Error('the sandbox has stopped'));
    waiting.clear();
  });
  return {
    onNotice: (listener) => void listeners.push(listener),
    ask: (request) =>
      new Promise((resolve, reject) => {
        lastId += 1;
        const id = lastId;
        waiting.set(id, { resolve, reject });
        child.send({ ...request, id }, (error) => {
          if (error === null) return;
          waiting.delete(id);
          reject(error);
        });
      }),
  };
}
