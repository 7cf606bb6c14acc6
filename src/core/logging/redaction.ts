const replacement = '[redacted]';

/** Members of a logged object whose value is a secret wherever they stand. */
const secretMembers =
  /"((?:[a-z0-9_-]*(?:session|password|passphrase|secret|token|authorization|cookie|api_?hash|auth_?key))|code)":\s*"(?:[^"\\]|\\.)*"/gi;

/** `scheme://user:password@host`: the password. */
const credentialsInAddress = /(:\/\/[^\s:/@"\\]+:)[^\s@"\\]+@/g;

/** One-time tokens travel in an address once. */
const tokenInAddress = /([?&#](?:token|code|key)=)[^&\s"\\]+/gi;

/** Session strings and keys: unbroken base64 or hex far longer than any ID or digest that is logged. */
const longEncoded = /[A-Za-z0-9+/_=-]{120,}/g;

/** Phone numbers, as Telegram writes them: a plus and 8 to 15 digits. */
const phoneNumber = /\+\d{8,15}\b/g;

/** The database library puts the values of a failed statement into its message: rows, and what is to be kept from rows. */
const statementValues = /(\\nparams: )(?:[^"\\]|\\(?!n {4}at ).)*/g;

/**
 * Replaces what looks like a secret in a line of the log. It works on the finished text, so nothing that a dependency
 * puts into a message, a stack or a nested object gets around it.
 */
export function redact(line: string): string {
  return line
    .replace(secretMembers, (whole, name: string) =>
      name.toLowerCase() === 'code' && isErrorName(whole) ? whole : `"${name}":"${replacement}"`,
    )
    .replace(statementValues, `$1${replacement}`)
    .replace(credentialsInAddress, `$1${replacement}@`)
    .replace(tokenInAddress, `$1${replacement}`)
    .replace(longEncoded, replacement)
    .replace(phoneNumber, replacement);
}

/** `"code":"ECONNREFUSED"` is worth keeping; `"code":"48213"` is somebody's login code. */
function isErrorName(member: string): boolean {
  return /:\s*"[A-Z0-9]*[A-Z_][A-Z0-9_]*"$/.test(member);
}
