import type { ReactNode } from 'react';
import { LoadingOrError, type Read } from '../states/loading-or-error.tsx';
import { DetailDrawer } from './detail-drawer.tsx';

type RecordDrawerProps<Row> = {
  readonly opened: boolean;
  readonly onClose: () => void;
  /** Of the record that `useLastShown` names. */
  readonly read: Read & { readonly data: Row | undefined };
  readonly title: string;
  /** Beside the title: a state, an ID; undefined while the record is not there. */
  readonly subtitle: ReactNode;
  /** Buttons that stay in view below the content. */
  readonly actions?: ReactNode;
  readonly children: (row: Row) => ReactNode;
};

/** The details of one record, beside the list it came from: while it loads, when it could not be loaded, and when it is there. */
export function RecordDrawer<Row>({ read, children, ...drawer }: RecordDrawerProps<Row>) {
  // All of it is read here: a query tells of what was read of it, and what is in the drawer is there a moment after the drawer is.
  const { data, error, isFetching, refetch } = read;
  return (
    <DetailDrawer {...drawer}>
      {data === undefined ? (
        <LoadingOrError read={{ error, isFetching, refetch }} lines={9} />
      ) : (
        children(data)
      )}
    </DetailDrawer>
  );
}
