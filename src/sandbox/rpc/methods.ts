import {
  accountGetAuthorizations,
  accountResetAuthorization,
  authLogOut,
  authResetAuthorizations,
} from '../methods/active-sessions.ts';
import { authCancelCode, authResendCode, authSendCode, authSignIn } from '../methods/auth-codes.ts';
import {
  channelsGetMessages,
  messagesGetHistory,
  messagesGetMessagesViews,
} from '../methods/channel-posts.ts';
import { helpGetConfig } from '../methods/help-get-config.ts';
import { authExportLoginToken, authImportLoginToken } from '../methods/login-tokens.ts';
import { messagesGetDialogs } from '../methods/messages-get-dialogs.ts';
import type { SandboxMethod } from '../methods/method.ts';
import { accountGetPassword, authCheckPassword } from '../methods/two-step.ts';
import { channelsGetFullChannel, contactsResolveUsername } from '../methods/public-channel.ts';
import { updatesGetState } from '../methods/updates-get-state.ts';
import { usersGetUsers } from '../methods/users-get-users.ts';

const all: readonly SandboxMethod[] = [
  accountGetAuthorizations,
  accountGetPassword,
  accountResetAuthorization,
  authCancelCode,
  authCheckPassword,
  authExportLoginToken,
  authImportLoginToken,
  authLogOut,
  authResendCode,
  authResetAuthorizations,
  authSendCode,
  authSignIn,
  channelsGetFullChannel,
  channelsGetMessages,
  contactsResolveUsername,
  helpGetConfig,
  messagesGetDialogs,
  messagesGetHistory,
  messagesGetMessagesViews,
  updatesGetState,
  usersGetUsers,
];

/** Every method the sandbox answers, by GramJS's name of the request. */
export const methods: ReadonlyMap<string, SandboxMethod> = new Map(
  all.map((method) => [method.request, method]),
);
