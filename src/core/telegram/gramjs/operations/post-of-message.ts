import type { Api } from 'telegram/tl/index.js';
import type { ChannelPost } from '../../channel-reading.ts';

/** A message of a channel as its readers see it. */
export function postOfMessage(message: Api.Message): ChannelPost {
  return {
    messageId: message.id,
    text: message.message,
    publishedAt: message.date * 1000,
    editedAt: isEdited(message) ? (message.editDate ?? 0) * 1000 : null,
    views: message.views ?? null,
    forwards: message.forwards ?? null,
  };
}

/** A reaction sets the date of a change too, with the change hidden: the text is as it was. */
function isEdited({ editDate, editHide }: Api.Message): boolean {
  return typeof editDate === 'number' && editHide !== true;
}
