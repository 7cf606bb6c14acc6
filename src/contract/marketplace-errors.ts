/** Errors of the marketplace; a part of the catalogue in errors.ts. */
export const marketplaceErrors = {
  ORDER_NOT_FOUND: {
    title: 'No such order',
    message: 'There is no order {{id}}.',
    advice: 'It may have been deleted as an old draft. Reload the list.',
    retryable: false,
    logLevel: 'info',
    httpStatus: 404,
  },
  ORDER_MOVE_IMPOSSIBLE: {
    title: 'The order does not stand like that',
    message: 'Order {{id}} is {{status}}: “{{move}}” is not possible from there.',
    advice: 'Reload the order to see what can be done with it now. Nothing was changed.',
    retryable: false,
    logLevel: 'info',
    httpStatus: 409,
  },
  ORDER_CHANGED: {
    title: 'Somebody was faster',
    message: 'Order {{id}} was changed by {{by}} {{secondsAgo}} s ago: {{what}}.',
    advice: 'Look at the order as it is now and decide again. Nothing of yours was done.',
    retryable: false,
    logLevel: 'info',
    httpStatus: 409,
  },
  ORDER_REASON_MISSING: {
    title: 'A reason is needed',
    message: '“{{move}}” is written on the timeline together with its reason.',
    advice: 'Say in a few words why. Both sides will read it.',
    retryable: false,
    logLevel: 'info',
    httpStatus: 400,
  },
  WALLET_TOO_LOW: {
    title: 'Not enough money in the wallet',
    message: 'The wallet has less than is needed.',
    advice: 'Deposit first, or choose a cheaper listing. Nothing was changed.',
    retryable: false,
    logLevel: 'info',
    httpStatus: 409,
  },
} as const;
