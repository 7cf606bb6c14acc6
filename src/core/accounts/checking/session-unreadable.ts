/** Error code of an account whose stored session does not open with our key. */
export const sessionUnreadable = 'SESSION_UNREADABLE';
