const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Calls `stop` on the first Ctrl-C, SIGTERM or SIGHUP, then exits: 0 when it stopped, 1 when it could not. Further signals are
 * ignored while it stops, because npm passes Ctrl-C on a second time; a third Ctrl-C ends the process at once.
 */
export function onStopSignal(stop: () => Promise<void>, sayFailure: (error: unknown) => void): void {
  let received = 0;
  for (const signal of signals) {
    process.on(signal, () => {
      received += 1;
      if (received === 1) {
        stop().then(
          () => process.exit(0),
          (error: unknown) => {
            sayFailure(error);
            process.exit(1);
          },
        );
      }
      if (received > 2) process.exit(1);
    });
  }
}
