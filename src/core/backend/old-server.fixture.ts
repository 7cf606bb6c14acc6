import { createServer, type Socket } from 'node:net';

export type OldServer = { readonly port: number; readonly close: () => void };

/**
 * A far end that speaks just enough of Postgres' protocol to be taken for one of that version: it lets everyone in and
 * answers each simple query with its version number and name.
 */
export async function startOldServer(version: string, versionNumber: number): Promise<OldServer> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    let greeted = false;
    socket.on('data', (data) => {
      if (!greeted) {
        greeted = true;
        const parameter = message('S', Buffer.from(`server_version\0${version}\0`));
        socket.write(Buffer.concat([message('R', int32(0)), parameter, ready]));
      } else if (data.toString('latin1', 0, 1) === 'Q') {
        socket.write(Buffer.concat([answer([String(versionNumber), version]), ready]));
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: address !== null && typeof address === 'object' ? address.port : 0,
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

function int16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeInt16BE(value);
  return bytes;
}

function message(type: string, body: Buffer): Buffer {
  return Buffer.concat([Buffer.from(type), int32(body.length + 4), body]);
}

const ready = message('Z', Buffer.from('I'));

/** One row of the columns `number` and `name`, both text. */
function answer(values: readonly string[]): Buffer {
  const textType = Buffer.concat([int32(0), int16(0), int32(25), int16(-1), int32(-1), int16(0)]);
  const columns = ['number', 'name'].map((name) => Buffer.concat([Buffer.from(`${name}\0`), textType]));
  const fields = values.map((value) => Buffer.concat([int32(Buffer.byteLength(value)), Buffer.from(value)]));
  return Buffer.concat([
    message('T', Buffer.concat([int16(columns.length), ...columns])),
    message('D', Buffer.concat([int16(fields.length), ...fields])),
    message('C', Buffer.from('SELECT 1\0')),
  ]);
}
