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
  return (
    <DetailDrawer {...drawer}>
      {read.data === undefined ? <LoadingOrError read={read} lines={9} /> : children(read.data)}
    </DetailDrawer>
  );
}
