/** Why the built-in server did not start, in words for the person; becomes BACKEND_START_FAILED or DISK_FULL. */
export class StartProblem extends Error {
  override readonly name = 'StartProblem';
}
