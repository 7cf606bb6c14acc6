import { startDeadline } from '../../deadline.ts';
import type { SessionString } from '../../driver.ts';
import type { SignInStepDone } from '../../operations.ts';
import type { TelegramDependencies } from '../connection.ts';
import { stepForError } from './finish-sign-in.ts';
import { SignInLink } from './sign-in-link.ts';

/** One step of a sign-in. Never rejects for what the far end does; when it resolves, the socket is closed. */
export async function withLink<Next>(
  dependencies: TelegramDependencies,
  key: SessionString | null,
  deadlineMs: number,
  work: (link: SignInLink) => Promise<SignInStepDone<Next>>,
): Promise<SignInStepDone<Next>> {
  const deadline = startDeadline(deadlineMs);
  const link = new SignInLink(dependencies, { key, deadline });
  try {
    return await work(link);
  } catch (error) {
    return { step: stepForError(error, dependencies), next: null };
  } finally {
    deadline.clear();
    await link.close();
  }
}
