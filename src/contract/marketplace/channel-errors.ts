const refused = { retryable: false, logLevel: 'info', httpStatus: 409 } as const;

/** Errors about channels and listings; a part of the catalogue in errors.ts. */
export const channelErrors = {
  CHANNEL_NOT_ON_TELEGRAM: {
    title: 'Nobody has this username',
    message: 'There is no @{{username}} on Telegram.',
    advice:
      'Check how it is written. A channel that was there before has been deleted or goes by another name.',
    ...refused,
    httpStatus: 404,
  },
  NOT_A_CHANNEL: {
    title: 'This is not a channel',
    message: 'The username @{{username}} belongs to a {{found}}. Posts are sold in channels only.',
    advice: 'Ask the editor for the address of the channel itself.',
    ...refused,
  },
  CHANNEL_PRIVATE: {
    title: 'The channel is private',
    message: 'The channel @{{username}} cannot be read by anybody who is not in it.',
    advice: 'Ask the editor to make it public; a post that nobody can look at cannot be checked.',
    ...refused,
  },
  CHANNEL_KNOWN: {
    title: 'This channel is here already',
    message: 'The username @{{username}} belongs to channel {{id}}, “{{title}}”.',
    advice: 'Open that one. Nothing was added.',
    ...refused,
  },
  POOL_CANNOT_READ: {
    title: 'No account can read',
    message: 'The pool has no account for it right now: {{why}}.',
    advice: 'Look at the Accounts page, check the pool, and try again.',
    ...refused,
    retryable: true,
  },
  POOL_MUST_WAIT: {
    title: 'Telegram wants the pool to wait',
    message: 'Every account that works has been told to wait; the first may go on in {{seconds}} s.',
    advice: 'Try again then. Waits are obeyed exactly.',
    ...refused,
    retryable: true,
  },
  CHANNEL_CHANGED: {
    title: 'Somebody was faster',
    message: 'Channel {{id}} was changed by {{by}} {{secondsAgo}} s ago: {{what}}.',
    advice: 'Look at the channel as it is now and decide again. Nothing of yours was done.',
    ...refused,
  },
  CHANNEL_DECISION_IMPOSSIBLE: {
    title: 'This cannot be decided now',
    message: 'Channel {{id}} cannot take the decision “{{decision}}”: {{why}}.',
    advice: 'Look at the channel as it is now. Nothing was changed.',
    ...refused,
  },
  CHANNEL_REASON_MISSING: {
    title: 'A reason is needed',
    message: 'The decision “{{decision}}” goes on record together with its reason.',
    advice: 'Say in a few words why. The owner will read it.',
    ...refused,
    httpStatus: 400,
  },
  OWNER_UNFIT: {
    title: 'This customer cannot own a channel',
    message: '{{name}} is no editor.',
    advice: 'Choose an editor, or somebody who is both.',
    ...refused,
  },
  LISTING_CHANGED: {
    title: 'Somebody was faster',
    message: 'Listing {{id}} was changed by {{by}} {{secondsAgo}} s ago.',
    advice: 'Look at the listing as it is now and decide again. Nothing of yours was done.',
    ...refused,
  },
  LISTING_CURRENCY_FIXED: {
    title: 'Another currency',
    message: 'Listing {{id}} is sold in {{currency}}; its price cannot be given in {{given}}.',
    advice: 'Give the price in the listing’s currency, or archive it and make another listing.',
    ...refused,
    httpStatus: 400,
  },
  LISTING_ARCHIVED: {
    title: 'The listing is archived',
    message: 'Listing {{id}} was archived and stays as it was.',
    advice: 'Make a new listing for the channel.',
    ...refused,
  },
  SLOT_TAKEN: {
    title: 'The slot is not free',
    message: 'Nothing can be scheduled in the channel at {{slot}} UTC: {{why}}.',
    advice: 'Choose another time; the channel’s calendar shows which slots are free.',
    ...refused,
  },
} as const;
