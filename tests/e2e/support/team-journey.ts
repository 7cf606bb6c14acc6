import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test as base } from '@playwright/test';
import { type Sandbox, startSandbox } from '../../../src/sandbox/start-sandbox.ts';
import { journeyOn } from './journey.ts';
import { startTeamDatabase, type TeamDatabase } from './team-database.ts';

/** A journey on a console whose database and whose Telegram are this file's own: both can be reached into. */
export function journeyOfTeam(accounts: number) {
  const environment: Record<string, string> = {};
  const keyFolder = mkdtempSync(path.join(tmpdir(), 'opsdeck-e2e-key-'));
  let team: TeamDatabase;
  let sandbox: Sandbox;

  // Before the console of this file starts: it is told where they are.
  base.beforeAll(async () => {
    team = await startTeamDatabase();
    environment['DATABASE_URL'] = team.url;
    sandbox = await startSandbox({ count: accounts });
    const key = path.join(keyFolder, 'sandbox.pem');
    writeFileSync(key, sandbox.publicKey);
    environment['OPSDECK_TELEGRAM_SERVER'] = `${sandbox.host}:${sandbox.port}`;
    environment['OPSDECK_TELEGRAM_PUBLIC_KEY'] = key;
  });
  const { test } = journeyOn('host', { environment });
  test.afterAll(async () => {
    await team.stop();
    await sandbox.stop();
    rmSync(keyFolder, { recursive: true });
  });
  return { test, team: () => team, sandbox: () => sandbox };
}
