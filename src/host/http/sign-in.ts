import { createSignInTokens, type SignInTokens } from './sign-in-tokens.ts';
import { createSessionCookie, type SessionCookie } from './session-cookie.ts';

/** How a browser becomes known to this console: a one-time link, then a cookie. */
export type SignIn = { readonly tokens: SignInTokens; readonly cookie: SessionCookie };

export function createSignIn(cookieKey: Buffer, port: number): SignIn {
  return { tokens: createSignInTokens(), cookie: createSessionCookie(cookieKey, port) };
}
