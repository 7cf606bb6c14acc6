import type { AnalyticsReader } from '#core/analytics/analytics-reader.ts';
import { analyticsReader } from '#core/analytics/analytics-reader.ts';
import type { Scale } from '#sandbox/business/sizes.ts';
import { loadBusiness } from './load-business.ts';
import { openDuckDbCopy, type DuckDbCopy } from './open-duckdb-copy.ts';
import { fillSqliteCopy, openSqliteCopy } from './open-sqlite-copy.ts';
import { type AnswerRow, type Question, questionsAt } from './questions.ts';

/** A business in a cache as the console has it and in DuckDB, and the questions to both. */
export type Comparison = {
  readonly questions: readonly Question[];
  readonly reader: AnalyticsReader;
  readonly duckDb: DuckDbCopy;
  close(): Promise<void>;
};

export async function openComparison(
  scale: Scale,
  options: { readonly file: string; readonly until: number; readonly verify: boolean },
): Promise<Comparison> {
  const { file, until, verify } = options;
  const sqlite = fillSqliteCopy(file, 'UTC');
  const duckDb = await openDuckDbCopy();
  await loadBusiness(scale, until, (table, row) => {
    sqlite.take(table, row);
    if (table !== 'listings') duckDb.take(table, row);
  });
  duckDb.finishLoad();
  const differences = sqlite.finish({ verify });
  if (differences > 0) throw new Error(`${differences} sums of the cache are not what its rows add up to`);
  const copy = openSqliteCopy(file);
  const most = async (column: string): Promise<number> => {
    const run = await duckDb.prepare(
      `select ${column} from orders group by 1 order by count(*) desc, 1 limit 1`,
    );
    return Number((await run())[0]?.[0]);
  };
  return {
    questions: questionsAt(until, {
      editorId: await most('editor_id'),
      advertiserId: await most('advertiser_id'),
    }),
    reader: await analyticsReader(copy.cache),
    duckDb,
    async close() {
      duckDb.close();
      await copy.close();
    },
  };
}

/** Both answers of a question, in the same form. */
export async function bothAnswers(
  { reader, duckDb }: Comparison,
  question: Question,
): Promise<{ ours: readonly AnswerRow[]; theirs: readonly AnswerRow[] }> {
  const ours = (await question.ours(reader))();
  const rows = await (await duckDb.prepare(question.theirs))();
  const theirs = rows.map((row) => row.map(String));
  return { ours: asText(ours), theirs: asText(question.theirRows?.(theirs) ?? theirs) };
}

function asText(rows: readonly AnswerRow[]): AnswerRow[] {
  return rows.map((row) => row.map(String));
}
