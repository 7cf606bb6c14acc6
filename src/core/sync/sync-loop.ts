import { statSync } from 'node:fs';
import type { SyncHold, SyncStatus } from '#contract/sync.ts';
import { instant } from '#contract/time.ts';
import { type CacheDefinition, definitionHash } from '../cache/cache-definition.ts';
import { cacheExists, CacheFiles, removeCache } from '../cache/cache-files.ts';
import { CacheWriter, type RollupSupport } from '../cache/cache-writer.ts';
import { applyWindow } from './apply-window.ts';
import { buildCache } from './build-cache.ts';
import { ChangeListener } from './change-listener.ts';
import { cursorSchema, nextUnbegun, oldestUnseen, type SyncCursor } from './cursor.ts';
import { findHold } from './find-hold.ts';
import type { SyncConnection, SyncEvent } from './sync-messages.ts';
import { classifySyncFailure } from './sync-problem.ts';
import { trackChanges } from './track-changes.ts';
import { verifyCache } from './verify-cache.ts';
import { WakeUp } from './wake-up.ts';
import { type WindowHead, WindowSource } from './window-source.ts';

/** Looked for changes at least so often, should an announcement be lost. */
const pollMs = 2_000;
/** A standby has an announced change a moment after the primary announced it. */
const standbyPollMs = 100;
const firstRetryMs = 200;
const longestRetryMs = 5_000;
const holdCheckMs = 5_000;
/** How often the instant of a cache that does not change is written down, for who starts without the database. */
const saveAsOfMs = 30_000;

type Reason = NonNullable<SyncStatus['reason']>;
type Tell = (event: SyncEvent) => void;
type Request =
  { readonly kind: 'catch-up'; readonly id: number } | { readonly kind: 'verify'; readonly id: number };

/**
 * Keeps one cache equal to the database: builds it when there is none that fits, follows every commit, and goes on after
 * whatever happens to the network, the server, the disk or the file. It does one thing at a time.
 */
export class SyncLoop {
  readonly #files: CacheFiles;
  readonly #rollups: RollupSupport;
  readonly #connect: () => Promise<SyncConnection>;
  readonly #tell: Tell;
  readonly #wake = new WakeUp();
  #definition: CacheDefinition;
  #writer: CacheWriter | null = null;
  #cursor: SyncCursor | null = null;
  #buildReason: Reason | null = null;
  #deleteFirst = false;
  #requests: Request[] = [];
  #isStopped = false;
  #isConnected = false;
  #savedAsOf = 0;
  #openedOn = 0;
  #status: SyncStatus = {
    state: 'offline',
    readable: false,
    asOf: null,
    lagSeconds: null,
    rows: 0,
    sizeBytes: 0,
    progress: null,
    reason: null,
    lastProblem: null,
    heldBackBy: null,
    standby: false,
  };

  constructor(options: {
    readonly folder: string;
    readonly definition: CacheDefinition;
    readonly rollups: RollupSupport;
    /** How to reach the database; asked before each attempt. */
    readonly connect: () => Promise<SyncConnection>;
    readonly tell: Tell;
  }) {
    this.#files = new CacheFiles(options.folder);
    this.#definition = options.definition;
    this.#rollups = options.rollups;
    this.#connect = options.connect;
    this.#tell = options.tell;
  }

  /** Returns once it was stopped. */
  async run(): Promise<void> {
    this.#openCurrent();
    let retryMs = firstRetryMs;
    while (!this.#isStopped) {
      const startedAt = Date.now();
      try {
        await this.#follow();
      } catch (error) {
        if (!this.#isStopped) this.#fail(error);
      }
      if (this.#isStopped) break;
      this.#failRequests();
      retryMs =
        Date.now() - startedAt > longestRetryMs ? firstRetryMs : Math.min(retryMs * 2, longestRetryMs);
      await this.#wake.wait(retryMs);
    }
    this.#closeWriter();
  }

  stop(): void {
    this.#isStopped = true;
    this.#wake.ring();
  }

  /** Answers with true once all that was committed before is in the cache; with false when that cannot be known. */
  catchUp(id: number): void {
    this.#request({ kind: 'catch-up', id });
  }

  verify(id: number): void {
    this.#request({ kind: 'verify', id });
  }

  /** Builds another cache. What there is stays readable meanwhile, unless it is to be deleted first. */
  rebuild(reason: Reason, deleteFirst: boolean): void {
    this.#buildReason = reason;
    this.#deleteFirst ||= deleteFirst;
    this.#wake.ring();
  }

  define(definition: CacheDefinition): void {
    if (definitionHash(definition) === definitionHash(this.#definition)) return;
    this.#definition = definition;
    this.rebuild('scope', false);
  }

  #request(request: Request): void {
    if (!this.#isConnected) {
      this.#refuse(request);
      return;
    }
    this.#requests.push(request);
    this.#wake.ring();
  }

  #refuse({ kind, id }: Request): void {
    if (kind === 'catch-up') this.#tell({ kind: 'done', id, answer: false });
    else {
      const message = 'A cache is compared with the database, which cannot be reached now.';
      this.#tell({ kind: 'failed', id, code: 'BACKEND_UNREACHABLE', message });
    }
  }

  #failRequests(): void {
    for (const request of this.#requests.splice(0)) this.#refuse(request);
  }

  #openCurrent(): void {
    const file = this.#files.current();
    if (file === null) {
      this.#buildReason = 'first';
      this.#say({});
      return;
    }
    try {
      this.#openWriter(file);
      // Also one of another version is read until there is a new one.
      this.#publish(file);
      if (this.#writer === null) this.#buildReason = 'version';
    } catch (error) {
      this.#fail(error);
    }
  }

  #openWriter(file: string): void {
    this.#writer = CacheWriter.open(file, this.#definition, this.#rollups);
    const facts = this.#writer?.facts() ?? null;
    this.#cursor = facts === null ? null : cursorSchema.parse(facts.cursor);
    this.#openedOn = dayOf(Date.now());
    if (facts !== null) this.#say({ asOf: instant(facts.asOf) });
  }

  #closeWriter(): void {
    this.#writer?.close();
    this.#writer = null;
    this.#cursor = null;
  }

  #publish(file: string | null): void {
    this.#tell({ kind: 'published', file });
    this.#say({ readable: file !== null });
  }

  /** One connection's life: ends by throwing, or when the loop is stopped. */
  async #follow(): Promise<void> {
    const connection = await this.#connect();
    const opened = new AsyncDisposableStack();
    try {
      let broken: Error | null = null;
      const onBroken = (error: Error): void => {
        broken ??= error;
        this.#wake.ring();
      };
      const source = opened.adopt(
        await WindowSource.connect({
          config: connection.read,
          workspaceId: this.#definition.workspaceId,
          tables: () => this.#definition.tables,
          onBroken,
        }),
        (open) => open.close(),
      );
      const listener = opened.adopt(
        await ChangeListener.connect(
          connection.primary,
          () => this.#wake.ring(),
          () => onBroken(new Error('Connection terminated')),
        ),
        (open) => open.close(),
      );
      await trackChanges(listener.client, this.#definition.tables);
      this.#isConnected = true;
      this.#say({ lastProblem: null });
      let holdCheckedAt = 0;
      let wasRung = true;
      while (!this.#isStopped) {
        if (broken !== null) throw broken;
        const standby = await this.#step(source, wasRung);
        if (Date.now() - holdCheckedAt > holdCheckMs) {
          holdCheckedAt = Date.now();
          this.#sayHold(await findHold(listener.client));
        }
        wasRung = await this.#wake.wait(standby && wasRung ? standbyPollMs : pollMs);
      }
    } finally {
      this.#isConnected = false;
      await opened.disposeAsync();
    }
  }

  /** Brings the cache up to date once. Returns whether a standby was read, which may lag behind what was announced. */
  async #step(source: WindowSource, expectChanges: boolean): Promise<boolean> {
    this.#checkFile();
    if (this.#buildReason !== null || this.#writer === null || this.#cursor === null)
      await this.#build(source);
    const writer = this.#writer;
    const cursor = this.#cursor;
    if (writer === null || cursor === null) return false;
    const requests = this.#requests.splice(0);
    try {
      if (!expectChanges && requests.length === 0) {
        const head = await source.probe(cursor);
        const reason = this.#misfit(writer, cursor, head);
        if (reason !== null) return this.#askForBuild(reason, head);
        if (head.changed.length === 0 && !head.anyRemoved) {
          this.#unchanged(writer, head);
          return head.standby;
        }
      }
      this.#ageWindows(writer);
      const window = await source.open(cursor);
      const { head } = window;
      const reason = this.#misfit(writer, cursor, head);
      if (reason !== null) {
        await window.close();
        this.#requests.unshift(...requests);
        return this.#askForBuild(reason, head);
      }
      if (head.changed.length === 0 && !head.anyRemoved) this.#unchanged(writer, head);
      else {
        if (this.#status.lagSeconds !== null && this.#status.lagSeconds > 2)
          this.#say({ state: 'catching-up' });
        const touched = await applyWindow(writer, window, this.#definition.tables);
        this.#cursor = head.cursor;
        this.#savedAsOf = head.asOf;
        this.#tell({ kind: 'applied', tables: [...touched] });
        this.#sayCurrent(head);
      }
      for (const { kind, id } of requests.splice(0)) {
        if (kind === 'catch-up') this.#tell({ kind: 'done', id, answer: true });
        else {
          const answer = await verifyCache(writer, window, this.#definition, this.#rollups);
          this.#tell({ kind: 'done', id, answer });
        }
      }
      await window.close();
      return head.standby;
    } finally {
      this.#requests.unshift(...requests);
    }
  }

  /** Why the cache cannot follow this database by differences, or null when it can. */
  #misfit(writer: CacheWriter, cursor: SyncCursor, head: WindowHead): Reason | null {
    const facts = writer.facts();
    if (facts === null || facts.epoch !== head.epoch) return 'restored';
    if (facts.timeZone !== head.timeZone) return 'time-zone';
    if (head.purgedBefore > oldestUnseen(cursor)) return 'restored';
    // A standby may be behind what was read from the primary before; then it is waited for.
    if (!head.standby && nextUnbegun(head.cursor) < nextUnbegun(cursor)) return 'restored';
    return null;
  }

  #askForBuild(reason: Reason, head: WindowHead): boolean {
    this.#buildReason = reason;
    this.#wake.ring();
    return head.standby;
  }

  async #build(source: WindowSource): Promise<void> {
    const reason = this.#buildReason ?? 'first';
    const deleteFirst = this.#deleteFirst;
    this.#deleteFirst = false;
    const startedAt = Date.now();
    this.#tell({ kind: 'log', level: 'info', text: 'building the local cache', details: { reason } });
    this.#closeWriter();
    if (deleteFirst) {
      this.#publish(null);
      this.#files.removeOthers(null);
    }
    this.#say({ state: 'building', reason, progress: null });
    const file = await buildCache(source, this.#files, this.#definition, this.#rollups, (progress) =>
      this.#say({ progress }),
    );
    this.#buildReason = null;
    this.#openWriter(file);
    this.#publish(file);
    this.#files.removeOthers(file);
    this.#say({ state: 'current', reason: null, progress: null, lastProblem: null });
    this.#tell({ kind: 'applied', tables: this.#definition.tables.map(({ name }) => name) });
    const details = { reason, ms: Date.now() - startedAt, rows: this.#status.rows };
    this.#tell({ kind: 'log', level: 'info', text: 'the local cache is complete', details });
  }

  /** Somebody may delete the file, or put another in its place, while it is open. */
  #checkFile(): void {
    const file = this.#writer?.file;
    if (file === undefined || cacheExists(file)) return;
    this.#closeWriter();
    this.#publish(null);
    this.#buildReason = 'deleted';
  }

  #ageWindows(writer: CacheWriter): void {
    const today = dayOf(Date.now());
    if (today === this.#openedOn) return;
    writer.begin();
    try {
      writer.moveOutOfWindow(Date.now());
      writer.database.exec('commit');
    } catch (error) {
      writer.rollback();
      throw error;
    }
    this.#openedOn = today;
  }

  #unchanged(writer: CacheWriter, head: WindowHead): void {
    this.#cursor = head.cursor;
    if (head.asOf - this.#savedAsOf > saveAsOfMs) {
      this.#savedAsOf = head.asOf;
      const { cursor, asOf, epoch, timeZone } = head;
      writer.begin();
      writer.commit({ cursor, asOf, epoch, timeZone }, new Set());
    }
    this.#sayCurrent(head);
  }

  #sayCurrent(head: WindowHead): void {
    this.#say({ state: 'current', asOf: instant(head.asOf), standby: head.standby, lastProblem: null });
  }

  #sayHold(heldBackBy: SyncHold | null): void {
    if (heldBackBy !== null || this.#status.heldBackBy !== null) this.#say({ heldBackBy });
  }

  #fail(error: unknown): void {
    const failure = classifySyncFailure(error, Date.now());
    if (failure.kind === 'damaged') {
      const file = this.#files.current();
      this.#closeWriter();
      this.#publish(null);
      if (file !== null) removeCache(file);
      this.#buildReason = 'damaged';
    }
    const isNews = this.#status.lastProblem?.message !== failure.problem.message;
    this.#say({
      state: failure.kind === 'offline' ? 'offline' : this.#status.state,
      progress: null,
      lastProblem: failure.problem,
    });
    if (!isNews) return;
    const details = {
      problem: failure.problem,
      err: failure.problem.code === 'UNEXPECTED' ? stackOf(error) : undefined,
    };
    this.#tell({ kind: 'log', level: 'warn', text: 'the local cache cannot follow', details });
  }

  #say(change: Partial<SyncStatus>): void {
    this.#status = { ...this.#status, ...this.#measured(), ...change };
    const { asOf } = this.#status;
    const lagSeconds = asOf === null ? null : Math.max(0, (Date.now() - asOf) / 1_000);
    this.#status = { ...this.#status, lagSeconds };
    this.#tell({ kind: 'status', status: this.#status });
  }

  #measured(): Pick<SyncStatus, 'rows' | 'sizeBytes'> {
    const { rows, sizeBytes } = this.#status;
    const writer = this.#writer;
    if (writer === null) return { rows, sizeBytes };
    try {
      return { rows: writer.countRows(), sizeBytes: statSync(writer.file).size };
    } catch {
      // A damaged or missing file is found, and told, by whoever works with it.
      return { rows, sizeBytes };
    }
  }
}

function dayOf(milliseconds: number): number {
  return Math.floor(milliseconds / 86_400_000);
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
