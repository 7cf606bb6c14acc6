import type { Session } from 'electron';
import { isConsoleAddress } from './console-address.ts';

/** What the page may do beyond showing itself: copy text on a click, and notify. Everything else is refused. */
const granted: ReadonlySet<string> = new Set(['clipboard-sanitized-write', 'notifications']);

export function guardPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer, { requestingUrl }) => {
    answer(granted.has(permission) && isConsoleAddress(requestingUrl));
  });
  session.setPermissionCheckHandler(
    (_contents, permission, requestingOrigin) =>
      granted.has(permission) && isConsoleAddress(requestingOrigin),
  );
  session.setDevicePermissionHandler(() => false);
}
