import type { IpcMainEvent, WebContents } from 'electron';
import { isConsoleAddress } from './console-address.ts';

/**
 * Why a message on our channel must not be heard; null when it comes from the main frame of one of our own windows while
 * that shows our own page.
 */
export function refusedSender(
  event: Pick<IpcMainEvent, 'sender' | 'senderFrame'>,
  ownContents: ReadonlySet<WebContents>,
): string | null {
  const { sender, senderFrame } = event;
  if (!ownContents.has(sender)) return 'a foreign window';
  // Null: the frame has navigated away or is gone since it sent this.
  if (senderFrame === null) return 'a page that is gone';
  if (senderFrame.parent !== null) return 'a frame inside the page';
  if (!isConsoleAddress(senderFrame.url))
    return URL.canParse(senderFrame.url) ? schemeAndHost(senderFrame.url) : 'no address';
  return null;
}

function schemeAndHost(address: string): string {
  const { protocol, host } = new URL(address);
  return `${protocol}//${host}`;
}
