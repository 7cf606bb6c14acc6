import { exhaustive } from '#contract/exhaustive.ts';
import { digitsOf } from '../world/sandbox-world.ts';
import type { SandboxServer } from '../server.ts';
import {
  controlRequestSchema,
  type ControlNotice,
  type ControlReply,
  type ControlRequest,
} from './messages.ts';

/** Answers the requests of the process that forked this one. */
export function serveControl(server: SandboxServer, channel: NodeJS.Process): void {
  const tell = (notice: ControlNotice) => channel.send?.(notice);
  server.world.codes.onSent = (phone, code) => tell({ kind: 'code-sent', phone: `+${phone}`, code });
  server.world.tokens.onIssued = (token) => tell({ kind: 'token-issued', token });
  channel.on('message', (message: unknown) => {
    const parsed = controlRequestSchema.safeParse(message);
    if (!parsed.success) return;
    const { id } = parsed.data;
    carryOut(server, parsed.data).then(
      (reply) => channel.send?.(reply),
      (error: unknown) => {
        const problem = error instanceof Error ? error.message : String(error);
        channel.send?.({ kind: 'failed', id, problem } satisfies ControlReply);
      },
    );
  });
}

async function carryOut(server: SandboxServer, request: ControlRequest): Promise<ControlReply> {
  const { id } = request;
  const { world } = server;
  switch (request.kind) {
    case 'counts':
      return { kind: 'counts', id, counts: server.counts() };
    case 'read-login-code':
      return { kind: 'login-code', id, code: world.codes.read(digitsOf(request.phone)) };
    case 'restart':
      await server.restart(request.dataCentre, request.downMs);
      break;
    case 'set-script':
      world.setScript(request.userId, request.script);
      break;
    case 'set-latency':
      world.setLatency(request.userId, request.latency);
      break;
    case 'set-method-script':
      world.setMethodScript(request.userId, request.request, request.script);
      break;
    case 'set-phone-script':
      world.setPhoneScript(request.phone, request.script);
      break;
    case 'set-password':
      world.setPassword(request.userId, request.password, request.hint);
      break;
    case 'set-joined-channels':
      world.setJoinedChannels(request.userId, request.joinedChannels);
      break;
    case 'set-posts':
      world.posts.set(request.channelId, request.posts);
      break;
    case 'set-names':
      for (const name of request.gone) world.names.remove(name);
      world.names.set(request.peers);
      break;
    case 'expire-login-code':
      world.codes.expire(digitsOf(request.phone));
      break;
    case 'confirm-login-token':
      world.confirmLoginToken(request.token, request.userId);
      break;
    default:
      exhaustive(request);
  }
  return { kind: 'done', id };
}
