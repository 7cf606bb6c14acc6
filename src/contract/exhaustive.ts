/** Put in the `default` of a switch: adding a case elsewhere then fails to compile here. */
export function exhaustive(value: never): never {
  throw new Error(`Unhandled case: ${JSON.stringify(value)}`);
}
