/** The scheme and host under which the desktop shell serves its own page, and nothing else does. */
export const appScheme = 'app';
export const appHost = 'console';
export const consoleAddress = `${appScheme}://${appHost}/index.html`;

/**
 * Whether an address belongs to our own page. Scheme and host are compared: `new URL('app://…').origin` is `'null'` here,
 * as it is for `file:` and every other scheme that is not the web's.
 */
export function isConsoleAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, host, username, password } = new URL(address);
  return protocol === `${appScheme}:` && host === appHost && username === '' && password === '';
}
