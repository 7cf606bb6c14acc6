import { OpsdeckError } from '#contract/errors.ts';
import { exhaustive } from '#contract/exhaustive.ts';
import type { SqlRunId } from '#contract/ids.ts';
import { sqlLimits, type SqlResult } from '#contract/sql-console.ts';
import { instant } from '#contract/time.ts';
import type { Caller } from '../rpc/caller.ts';
import type { ReadableTables } from './sql-messages.ts';
import { type SqlOutcome, SqlProcess } from './sql-process.ts';

/** So many statements run at the same time: each has a process. */
const mostAtOnce = 3;
/** A process that nobody has asked for so long is ended. */
const keptForMs = 120_000;

type Running = { readonly operatorId: Caller['operatorId']; readonly process: SqlProcess };

export type SqlQuestion = { readonly id: SqlRunId; readonly text: string; readonly limitMs: number };

/** Statements of the SQL console that are under way, each in a process of its own; one of them is kept for the next. */
export class SqlRuns {
  readonly #running = new Map<SqlRunId, Running>();
  #spare: { readonly process: SqlProcess; readonly end: NodeJS.Timeout } | null = null;
  #isClosed = false;

  /** @throws OpsdeckError SQL_REFUSED, SQL_NOT_UNDERSTOOD, SQL_FAILED, SQL_TOOK_TOO_LONG, SQL_TOO_LARGE, SQL_CANCELLED, CACHE_NOT_READY */
  async run(
    caller: Caller,
    { id, text, limitMs }: SqlQuestion,
    copy: { readonly file: string; readonly tables: ReadableTables },
  ): Promise<SqlResult> {
    if (this.#running.size >= mostAtOnce || this.#running.has(id)) {
      throw new OpsdeckError('INVALID_INPUT', {
        problem: `${this.#running.size} statements are under way already`,
      });
    }
    const process = this.#take();
    this.#running.set(id, { operatorId: caller.operatorId, process });
    try {
      return resultOf(await process.run({ text, limitMs, ...copy }), limitMs);
    } finally {
      this.#running.delete(id);
      this.#giveBack(process);
    }
  }

  /** Has a process ready before somebody asks: starting one takes longer than most answers. */
  prepare(): void {
    if (this.#isClosed || this.#spare !== null || this.#running.size > 0) return;
    this.#giveBack(new SqlProcess());
  }

  cancel(caller: Caller, id: SqlRunId): void {
    const running = this.#running.get(id);
    if (running?.operatorId === caller.operatorId) running.process.cancel();
  }

  close(): void {
    this.#isClosed = true;
    for (const { process } of this.#running.values()) process.cancel();
    this.#dropSpare()?.end();
  }

  #take(): SqlProcess {
    const spare = this.#dropSpare();
    return spare?.isAlive === true ? spare : new SqlProcess();
  }

  #dropSpare(): SqlProcess | null {
    if (this.#spare === null) return null;
    const { process, end } = this.#spare;
    clearTimeout(end);
    this.#spare = null;
    return process;
  }

  #giveBack(process: SqlProcess): void {
    if (!process.isAlive) return;
    if (this.#isClosed || this.#spare !== null) {
      process.end();
      return;
    }
    const end = setTimeout(() => this.#dropSpare()?.end(), keptForMs).unref();
    this.#spare = { process, end };
  }
}

function resultOf(outcome: SqlOutcome, limitMs: number): SqlResult {
  switch (outcome.kind) {
    case 'rows': {
      const { columns, rows, cut, shortened, elapsedMs, asOf } = outcome;
      return {
        columns: [...columns],
        rows: rows.map((row) => [...row]),
        cut,
        shortened,
        elapsedMs,
        asOf: asOf === null ? null : instant(asOf),
      };
    }
    case 'refused':
      throw new OpsdeckError('SQL_REFUSED', { problem: outcome.problem });
    case 'not-understood': {
      const { problem, line, column } = outcome;
      throw new OpsdeckError('SQL_NOT_UNDERSTOOD', { problem, line, column });
    }
    case 'failed':
      throw new OpsdeckError('SQL_FAILED', { problem: outcome.problem });
    case 'unreadable':
      throw new OpsdeckError('CACHE_NOT_READY', {});
    case 'time':
      throw new OpsdeckError('SQL_TOOK_TOO_LONG', { seconds: limitMs / 1_000 });
    case 'memory':
      throw new OpsdeckError('SQL_TOO_LARGE', { megabytes: sqlLimits.megabytes });
    case 'not-started':
      throw new Error('the process that reads for the SQL console did not start');
    case 'cancelled':
      throw new OpsdeckError('SQL_CANCELLED', {});
    default:
      return exhaustive(outcome);
  }
}
