import type { SyncStatus } from '#contract/sync.ts';
import { instant } from '#contract/time.ts';
import { type CacheDefinition, definitionHash } from '../cache/cache-definition.ts';
import type { CacheWriter, RollupSupport } from '../cache/cache-writer.ts';
import { applyWindow } from './apply-window.ts';
import { buildCache } from './build-cache.ts';
import { ChangeListener } from './change-listener.ts';
import { CurrentCache } from './current-cache.ts';
import type { SyncCursor } from './cursor.ts';
import { misfitOf } from './misfit.ts';
import { StatusBoard } from './status-board.ts';
import type { SyncConnection, SyncEvent } from './sync-messages.ts';
import { classifySyncFailure } from './sync-problem.ts';
import { SyncRequests } from './sync-requests.ts';
import { retryDelay, type SyncTimings } from './sync-timings.ts';
import { verifyCache } from './verify-cache.ts';
import { WakeUp } from './wake-up.ts';
import { type Window, type WindowHead, WindowSource } from './window-source.ts';

/** How often a standby that has not caught up with the primary is looked at. */
const standbyPollMs = 50;
const holdCheckMs = 5_000;
/** How often the instant of a cache that does not change is written down, for who starts without the database. */
const saveAsOfMs = 30_000;
/** What takes longer is told: the cache is catching up. */
const worthTellingMs = 500;
const dayMs = 86_400_000;
/** Rebuilding that does not help is not repeated at once for ever. */
const mostRebuildsInARow = 3;

type Reason = NonNullable<SyncStatus['reason']>;

/**
 * Keeps one cache equal to the database: builds it when there is none that fits, follows every commit, and goes on after
 * whatever happens to the network, the server, the disk or the file. It does one thing at a time.
 */
export class SyncLoop {
  readonly #cache: CurrentCache;
  readonly #rollups: RollupSupport;
  readonly #connect: () => Promise<SyncConnection>;
  readonly #timings: SyncTimings;
  readonly #tell: (event: SyncEvent) => void;
  readonly #status: StatusBoard;
  readonly #requests: SyncRequests;
  /** Something may have to be done: a change was announced, somebody asked for something, a connection broke. */
  readonly #wake = new WakeUp();
  /** Somebody wants the next attempt now. What happens to the network is not heard here: it would make a hot loop. */
  readonly #retry = new WakeUp();
  #definition: CacheDefinition;
  #nextDefinition: CacheDefinition | null = null;
  #source: WindowSource | null = null;
  #buildReason: Reason | null = null;
  #deleteFirst = false;
  #isBuilding = false;
  #isStopped = false;
  #failures = 0;
  #rebuilds = 0;
  #savedAsOf = 0;
  #agedOn = 0;
  /** What a standby has to have reached before anything is read from it. */
  #floor = 0n;
  /** What a standby had reached when it was read last: as long as it is there, there is nothing new. */
  #reachedLast: bigint | null = null;

  constructor(options: {
    readonly folder: string;
    readonly definition: CacheDefinition;
    readonly rollups: RollupSupport;
    /** How to reach the database; asked before each attempt. */
    readonly connect: () => Promise<SyncConnection>;
    readonly timings: SyncTimings;
    readonly tell: (event: SyncEvent) => void;
  }) {
    this.#definition = options.definition;
    this.#rollups = options.rollups;
    this.#connect = options.connect;
    this.#timings = options.timings;
    this.#tell = options.tell;
    this.#cache = new CurrentCache(options.folder, options.rollups, (file, complete) => {
      this.#tell({ kind: 'published', file, complete });
      this.#status.say(file === null ? { readable: false, rows: 0, sizeBytes: 0 } : { readable: true });
    });
    this.#status = new StatusBoard(
      (status) => this.#tell({ kind: 'status', status }),
      () => this.#cache.measure(),
    );
    this.#requests = new SyncRequests(options.tell);
  }

  /** Returns once it was stopped. */
  async run(): Promise<void> {
    try {
      this.#openCurrent();
    } catch (error) {
      this.#fail(error);
    }
    while (!this.#isStopped) {
      let delayMs = 0;
      try {
        if (this.#deleteFirst) this.#deleteCache();
        await this.#follow();
      } catch (error) {
        if (!this.#isStopped) delayMs = this.#fail(error);
      }
      this.#requests.close();
      if (!this.#isStopped) await this.#retry.wait(delayMs);
    }
    this.#status.close();
    this.#cache.close();
  }

  stop(): void {
    this.#isStopped = true;
    this.#source?.destroy();
    this.#wake.ring();
    this.#retry.ring();
  }

  /** Answers with true once all that was committed before is in the cache; with false when that cannot be known. */
  catchUp(id: number): void {
    this.#requests.add('catch-up', id);
    this.#wake.ring();
  }

  verify(id: number): void {
    this.#requests.add('verify', id);
    this.#wake.ring();
  }

  /** Builds another cache. What there is stays readable meanwhile, unless it is to be deleted first. */
  rebuild(reason: Reason, deleteFirst: boolean): void {
    if (this.#isBuilding) {
      // The one that is being built is new enough.
      if (deleteFirst) this.#deleteCache();
      return;
    }
    this.#buildReason = reason;
    this.#deleteFirst ||= deleteFirst;
    this.#wake.ring();
    this.#retry.ring();
  }

  /** A reader found the file damaged. */
  damaged(file: string): void {
    if (file === this.#cache.writer?.file) this.rebuild('damaged', true);
  }

  define(definition: CacheDefinition): void {
    if (definitionHash(definition) === definitionHash(this.#nextDefinition ?? this.#definition)) return;
    this.#nextDefinition = definition;
    this.#wake.ring();
    this.#retry.ring();
  }

  /** Reads what is there from an earlier run. */
  #openCurrent(): void {
    this.#agedOn = 0;
    this.#reachedLast = null;
    const found = this.#cache.openNewest(this.#definition);
    if (found !== 'fits') this.#buildReason ??= found === 'none' ? 'first' : 'version';
    const asOf = this.#cache.writer?.facts()?.asOf;
    this.#status.say(asOf === undefined ? {} : { asOf: instant(asOf) });
  }

  #deleteCache(): void {
    this.#deleteFirst = false;
    this.#cache.delete();
  }

  /** One connection's life: ends by throwing, or when the loop is stopped. */
  async #follow(): Promise<void> {
    const { read, primary } = await this.#connect();
    const opened = new AsyncDisposableStack();
    try {
      let broken: Error | null = null;
      const onBroken = (error: Error): void => {
        broken ??= error;
        this.#wake.ring();
      };
      const { silenceMs, pollMs } = this.#timings;
      const source = await WindowSource.connect({
        config: read,
        workspaceId: this.#definition.workspaceId,
        tables: () => this.#definition.tables,
        silenceMs,
        onBroken,
      });
      opened.defer(() => source.close());
      this.#source = source;
      const onChange = (): void => this.#wake.ring();
      const listener = await ChangeListener.connect({ config: primary, silenceMs, onChange, onBroken });
      opened.defer(() => listener.close());
      await this.#prepare(source, listener);
      this.#requests.open();
      this.#status.say({
        state: this.#buildReason === null ? 'catching-up' : 'building',
        reason: this.#buildReason,
        standby: source.isStandby,
      });
      let lookedAt = 0;
      let purgedAt = 0;
      let expectChanges = true;
      while (!this.#isStopped) {
        if (broken !== null) throw broken;
        const isCaughtUp = await this.#step(source, listener, expectChanges);
        this.#failures = 0;
        if (Date.now() - lookedAt > holdCheckMs) {
          lookedAt = Date.now();
          this.#status.say({ heldBackBy: await listener.hold() });
          if (Date.now() - purgedAt > dayMs && !(await listener.purge())) purgedAt = Date.now();
        }
        expectChanges = await this.#wake.wait(isCaughtUp ? pollMs : standbyPollMs);
      }
    } finally {
      this.#source = null;
      await opened.disposeAsync();
    }
  }

  /** Makes the primary capture what this definition mirrors; a standby is read once it has that, and all that was before. */
  async #prepare(source: WindowSource, listener: ChangeListener): Promise<void> {
    await listener.prepare(this.#definition.tables, this.#definition.workspaceId);
    if (source.isStandby) this.#floor = await listener.position();
  }

  /** Brings the cache up to date once. Returns false when a standby has not yet what the primary has. */
  async #step(source: WindowSource, listener: ChangeListener, expectChanges: boolean): Promise<boolean> {
    await this.#takeDefinition(source, listener);
    if (this.#deleteFirst) this.#deleteCache();
    if (!this.#cache.isInPlace()) {
      this.#cache.delete();
      this.#buildReason = 'deleted';
    }
    if (this.#cache.writer === null && this.#buildReason === null) this.#openCurrent();
    const goal = source.isStandby ? await this.#requests.locate(() => listener.position()) : null;
    const reached = await source.reached();
    if (reached !== null && reached < this.#floor) return this.#behind();
    if (this.#buildReason !== null) await this.#build(source);
    const { writer, cursor } = this.#cache;
    if (writer === null || cursor === null) throw new Error('a cache that was built cannot be opened');
    this.#ageWindows(writer);
    const isCaughtUp = goal === null || reached === null || reached >= goal;
    const due = this.#requests.due(reached);
    if (due.length === 0) {
      const isAsBefore = reached !== null && reached === this.#reachedLast;
      if (isAsBefore && !isCaughtUp) return this.#behind();
      if (isAsBefore || !expectChanges) {
        const head = await source.probe(cursor);
        if (this.#isMisfit(writer, cursor, head)) return true;
        if (!hasChanges(head)) {
          this.#reachedLast = reached;
          this.#unchanged(writer, head, isCaughtUp);
          return isCaughtUp;
        }
        // A standby that stood still shows again what was read of it: everything since the oldest transaction in progress. What
        // came after `reached` was asked looks the same, so the cursor stays before all of it, and the next look has a new `reached`.
        if (isAsBefore) {
          this.#unchanged(writer, { ...head, cursor }, isCaughtUp);
          return isCaughtUp;
        }
      }
    }
    const window = await source.open(cursor);
    const { head } = window;
    if (this.#isMisfit(writer, cursor, head)) {
      await window.close();
      return true;
    }
    if (hasChanges(head)) await this.#apply(writer, window, isCaughtUp);
    else this.#unchanged(writer, head, isCaughtUp);
    this.#reachedLast = reached;
    for (const request of due) {
      const isVerify = request.kind === 'verify';
      const answer = isVerify ? await verifyCache(writer, window, this.#definition, this.#rollups) : true;
      this.#requests.answer(request, answer);
    }
    await window.close();
    return isCaughtUp;
  }

  async #takeDefinition(source: WindowSource, listener: ChangeListener): Promise<void> {
    if (this.#nextDefinition === null) return;
    this.#definition = this.#nextDefinition;
    this.#nextDefinition = null;
    this.#cache.outgrow();
    this.#buildReason = 'scope';
    await this.#prepare(source, listener);
  }

  async #apply(writer: CacheWriter, window: Window, isCaughtUp: boolean): Promise<void> {
    const tellSlow = setTimeout(() => this.#status.say({ state: 'catching-up' }), worthTellingMs);
    try {
      const asOf = this.#asOf(window.head, isCaughtUp);
      const touched = await applyWindow(writer, window, this.#definition.tables, asOf);
      this.#cache.moveTo(window.head.cursor);
      this.#savedAsOf = asOf;
      this.#tell({ kind: 'applied', tables: [...touched] });
      this.#sayFollowing(window.head, isCaughtUp);
    } finally {
      clearTimeout(tellSlow);
    }
  }

  #unchanged(writer: CacheWriter, head: WindowHead, isCaughtUp: boolean): void {
    this.#cache.moveTo(head.cursor);
    const asOf = this.#asOf(head, isCaughtUp);
    if (asOf - this.#savedAsOf > saveAsOfMs) {
      const { cursor, epoch, timeZone } = head;
      writer.saveProgress({ cursor, asOf, epoch, timeZone });
      this.#savedAsOf = asOf;
    }
    this.#sayFollowing(head, isCaughtUp);
  }

  /** A standby that is behind shows an earlier instant than its clock does; which one, only its being level tells. */
  #asOf(head: WindowHead, isCaughtUp: boolean): number {
    return isCaughtUp ? head.asOf : (this.#status.now.asOf ?? head.asOf);
  }

  #sayFollowing(head: WindowHead, isCaughtUp: boolean): void {
    this.#status.say({
      state: isCaughtUp ? 'current' : this.#status.now.state,
      asOf: instant(this.#asOf(head, isCaughtUp)),
      standby: head.standby,
      lastProblem: null,
    });
  }

  #behind(): false {
    const { asOf, state } = this.#status.now;
    if (state === 'current' && asOf !== null && Date.now() - asOf > 2 * this.#timings.pollMs)
      this.#status.say({ state: 'catching-up' });
    return false;
  }

  /** Whether the cache cannot follow this database by differences. Then it will be built anew. */
  #isMisfit(writer: CacheWriter, cursor: SyncCursor, head: WindowHead): boolean {
    const reason = misfitOf(writer, cursor, head);
    if (reason === null) {
      this.#rebuilds = 0;
      return false;
    }
    this.#rebuilds += 1;
    if (this.#rebuilds > mostRebuildsInARow)
      throw new Error(`the local cache does not fit the database however often it is made (${reason})`);
    this.#buildReason = reason;
    this.#wake.ring();
    return true;
  }

  async #build(source: WindowSource): Promise<void> {
    const reason = this.#buildReason ?? 'first';
    const startedAt = Date.now();
    this.#tell({ kind: 'log', level: 'info', text: 'building the local cache', details: { reason } });
    this.#cache.close();
    this.#status.say({ state: 'building', reason, progress: null });
    this.#isBuilding = true;
    try {
      const tell = (progress: NonNullable<SyncStatus['progress']>): void => this.#status.say({ progress });
      const file = await buildCache(source, this.#cache.files, this.#definition, this.#rollups, tell);
      this.#buildReason = null;
      this.#cache.replaceBy(file, this.#definition);
    } finally {
      this.#isBuilding = false;
    }
    this.#agedOn = dayOf(startedAt);
    this.#reachedLast = null;
    this.#status.say({ state: 'current', reason: null, progress: null, lastProblem: null });
    this.#tell({ kind: 'applied', tables: this.#definition.tables.map(({ name }) => name) });
    const details = { reason, ms: Date.now() - startedAt, rows: this.#status.now.rows };
    this.#tell({ kind: 'log', level: 'info', text: 'the local cache is complete', details });
  }

  #ageWindows(writer: CacheWriter): void {
    const today = dayOf(Date.now());
    if (today === this.#agedOn) return;
    const touched = writer.ageWindows(Date.now());
    this.#agedOn = today;
    if (touched.size > 0) this.#tell({ kind: 'applied', tables: [...touched] });
  }

  /** Says what went wrong and returns how long to wait before the next attempt, in ms. */
  #fail(error: unknown): number {
    const { kind, problem } = classifySyncFailure(error, Date.now());
    this.#failures += 1;
    if (kind === 'damaged') {
      this.#buildReason = 'damaged';
      this.#deleteCache();
    }
    // What SQLite was doing when it failed is not known here: the file is opened anew.
    if (kind === 'stuck') this.#cache.close();
    const isNews = this.#status.now.lastProblem?.message !== problem.message;
    const waiting = this.#buildReason === null ? 'catching-up' : 'building';
    this.#status.say({
      state: kind === 'offline' ? 'offline' : waiting,
      progress: null,
      lastProblem: problem,
      heldBackBy: null,
    });
    const delayMs = retryDelay(kind, this.#failures, this.#timings);
    if (isNews) {
      const err = problem.code === 'UNEXPECTED' ? stackOf(error) : undefined;
      this.#tell({
        kind: 'log',
        level: 'warn',
        text: 'the local cache cannot follow',
        details: { problem, err },
      });
    }
    return delayMs;
  }
}

function hasChanges(head: WindowHead): boolean {
  return head.changed.length > 0 || head.anyRemoved;
}

function dayOf(milliseconds: number): number {
  return Math.floor(milliseconds / dayMs);
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
