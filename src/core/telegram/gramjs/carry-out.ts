import type {
  Operation,
  OperationAnswer,
  OperationInput,
  OperationKind,
  OperationOutput,
} from '../operations.ts';
import type { QrEvent } from '../sign-in.ts';
import type { TelegramDependencies } from './connection.ts';
import type { Course } from './course.ts';
import {
  listAuthorizations,
  logOut,
  terminateAuthorization,
  terminateOthers,
} from './operations/authorizations.ts';
import { checkAccount } from './operations/check-account.ts';
import { countChannels } from './operations/count-channels.ts';
import { readChannel } from './operations/read-channel.ts';
import { readPost } from './operations/read-post.ts';
import { readRecentPosts } from './operations/read-recent-posts.ts';
import { checkPassword } from './sign-in/check-password.ts';
import { cancelCode, resendCode, sendCode, signIn } from './sign-in/phone-steps.ts';
import { qrSignIn } from './sign-in/qr-sign-in.ts';

type WatchedCourse = Course & { readonly emit: (event: QrEvent) => void };

type Handlers = {
  readonly [Kind in OperationKind]: (
    dependencies: TelegramDependencies,
    input: OperationInput<Kind>,
    course: WatchedCourse,
  ) => Promise<OperationOutput<Kind>>;
};

const handlers: Handlers = {
  check: (dependencies, { session }, course) => checkAccount(dependencies, session, course),
  'list-authorizations': (dependencies, { session }, course) =>
    listAuthorizations(dependencies, session, course),
  'terminate-authorization': terminateAuthorization,
  'terminate-others': (dependencies, { session }, course) => terminateOthers(dependencies, session, course),
  'log-out': (dependencies, { session }, course) => logOut(dependencies, session, course),
  'count-channels': (dependencies, { session }, course) => countChannels(dependencies, session, course),
  'read-channel': readChannel,
  'read-post': readPost,
  'read-recent-posts': readRecentPosts,
  'send-code': (dependencies, input, { deadlineMs }) => sendCode(dependencies, input, deadlineMs),
  'resend-code': (dependencies, input, { deadlineMs }) => resendCode(dependencies, input, deadlineMs),
  'cancel-code': (dependencies, input, { deadlineMs }) => cancelCode(dependencies, input, deadlineMs),
  'sign-in': (dependencies, input, { deadlineMs }) => signIn(dependencies, input, deadlineMs),
  'check-password': (dependencies, input, { deadlineMs }) => checkPassword(dependencies, input, deadlineMs),
  qr: qrSignIn,
};

/** Carries one operation out. Rejects for faults of ours only. */
export async function carryOut<Kind extends OperationKind>(
  dependencies: TelegramDependencies,
  operation: Operation<Kind>,
  course: WatchedCourse,
): Promise<OperationAnswer<Kind>> {
  const { kind } = operation;
  const handler: Handlers[Kind] = handlers[kind];
  const result = await handler(dependencies, operation.input, course);
  return { kind, result };
}
