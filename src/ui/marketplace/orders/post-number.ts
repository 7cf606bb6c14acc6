/** Telegram's number of a post in its channel, from a link to it or the number alone; null for anything else. */
export function postNumber(text: string): number | null {
  const found = /^(?:(?:https?:\/\/)?t\.me\/(?:c\/\d+|\w+)\/)?(\d{1,10})\/?(?:\?\S*)?$/i.exec(
    text.trim(),
  )?.[1];
  const number = Number(found);
  return found !== undefined && number > 0 && number <= 2_147_483_647 ? number : null;
}
