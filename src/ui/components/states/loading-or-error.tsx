import { toConsoleError } from '../../app/errors.ts';
import { ErrorState } from './error-state.tsx';
import { LoadingState } from './loading-state.tsx';

/** What of a query is needed to say that it loads, or why it did not. */
export type Read = {
  readonly error: unknown;
  readonly isFetching: boolean;
  readonly refetch: () => unknown;
};

type LoadingOrErrorProps = {
  readonly read: Read;
  /** As many as the content will roughly have, so that nothing jumps. */
  readonly lines: number;
  readonly variant?: 'page' | 'inline';
};

/** In the place of what was asked for and is not there: that it loads, or why it could not be loaded, with another try. */
export function LoadingOrError({ read, lines, variant = 'page' }: LoadingOrErrorProps) {
  if (read.error === null) return <LoadingState lines={lines} />;
  return (
    <ErrorState
      error={toConsoleError(read.error)}
      variant={variant}
      onRetry={() => void read.refetch()}
      retrying={read.isFetching}
    />
  );
}
