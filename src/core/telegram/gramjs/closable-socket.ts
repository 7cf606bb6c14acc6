import { connect, type Socket } from 'node:net';
import { PromisedNetSockets } from 'telegram/extensions/index.js';

type Reader = {
  readonly bytes: number;
  readonly resolve: (data: Buffer) => void;
  readonly reject: (error: Error) => void;
};

/** Telegram's frames stay below 2 MB; whoever announces more is not Telegram, and would fill our memory. */
const longestFrame = 16_000_000;

/**
 * The socket under one GramJS connection. GramJS's own cannot tell why it closed or when, forgets what it has received
 * once it is closed, and never settles a connect that is cut short; this one does all three.
 */
export class ClosableSocket extends PromisedNetSockets {
  #socket: Socket | null = null;
  #received: Buffer[] = [];
  #receivedBytes = 0;
  #reader: Reader | null = null;
  #failure: string | null = null;
  #isOver = false;
  readonly #over = Promise.withResolvers<string>();

  /** Why the socket is closed: a system error code such as `ECONNRESET`, or `CONNECTION_CLOSED`. Never rejects. */
  get over(): Promise<string> {
    return this.#over.promise;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** The system's error that ended it, or null while there was none. */
  get failure(): string | null {
    return this.#failure;
  }

  override async connect(port: number, host: string): Promise<void> {
    if (this.#isOver) throw new Error('the socket was closed before it was opened');
    const socket = connect({ port, host, noDelay: true });
    this.#socket = socket;
    socket.on('error', (error: NodeJS.ErrnoException) => {
      this.#failure = error.code ?? 'CONNECTION_FAILED';
    });
    socket.on('data', (chunk) => {
      this.#received.push(chunk);
      this.#receivedBytes += chunk.length;
      this.#serveReader();
    });
    // GramJS works on what came last in promise callbacks; they all run before the immediate that ends the reading.
    socket.once('close', () => setImmediate(() => this.#end(this.#failure ?? 'CONNECTION_CLOSED')));
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('close', () => reject(closedError()));
    });
  }

  override readExactly(bytes: number): Promise<Buffer> {
    if (bytes > longestFrame) {
      this.#failure = 'BAD_FRAME';
      this.#socket?.destroy();
    }
    return new Promise((resolve, reject) => {
      this.#reader = { bytes, resolve, reject };
      this.#serveReader();
    });
  }

  override read(bytes: number): Promise<Buffer> {
    return this.readExactly(bytes);
  }

  override async readAll(): Promise<Buffer> {
    return await this.readExactly(this.#receivedBytes);
  }

  override write(data: Buffer): void {
    if (this.#isOver || this.#socket === null) throw closedError();
    this.#socket.write(data);
  }

  /** Cuts the connection at once and resolves when the operating system has let go of it. May be called many times. */
  override async close(): Promise<void> {
    if (this.#socket === null) this.#end('CONNECTION_CLOSED');
    else this.#socket.destroy();
    await this.#over.promise;
  }

  override toString(): string {
    return 'ClosableSocket';
  }

  #serveReader(): void {
    const reader = this.#reader;
    if (reader === null) return;
    if (this.#receivedBytes >= reader.bytes) {
      this.#reader = null;
      reader.resolve(this.#take(reader.bytes));
    } else if (this.#isOver) {
      this.#reader = null;
      reader.reject(closedError());
    }
  }

  #take(bytes: number): Buffer {
    const [first] = this.#received;
    const all = this.#received.length === 1 && first !== undefined ? first : Buffer.concat(this.#received);
    const rest = all.subarray(bytes);
    this.#received = rest.length === 0 ? [] : [rest];
    this.#receivedBytes = rest.length;
    return all.subarray(0, bytes);
  }

  #end(reason: string): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#over.resolve(reason);
    this.#serveReader();
  }
}

function closedError(): Error {
  return new Error('the socket is closed');
}
