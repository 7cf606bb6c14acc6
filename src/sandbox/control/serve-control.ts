import { exhaustive } from '#contract/exhaustive.ts';
import type { SandboxServer } from '../server.ts';
import { controlRequestSchema, type ControlReply, type ControlRequest } from './messages.ts';

/** Answers the requests of the process that forked this one. */
export function serveControl(server: SandboxServer, channel: NodeJS.Process): void {
  channel.on('message', (message: unknown) => {
    const parsed = controlRequestSchema.safeParse(message);
    if (parsed.success) channel.send?.(carryOut(server, parsed.data));
  });
}

function carryOut(server: SandboxServer, request: ControlRequest): ControlReply {
  const { id } = request;
  try {
    switch (request.kind) {
      case 'set-script':
        server.registry.setScript(request.userId, request.script);
        return { kind: 'done', id };
      case 'set-latency':
        server.registry.setLatency(request.userId, request.latency);
        return { kind: 'done', id };
      case 'counts':
        return { kind: 'counts', id, counts: server.counts() };
      default:
        return exhaustive(request);
    }
  } catch (error) {
    return { kind: 'failed', id, problem: error instanceof Error ? error.message : String(error) };
  }
}
