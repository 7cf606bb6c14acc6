import { useEffect, useRef, useState } from 'react';
import type { PageView, ShownDocument } from './shown-document.ts';
import classes from './verification.module.css';

type DocumentPageProps = {
  readonly document: ShownDocument;
  readonly page: number;
  readonly view: PageView;
  /** What it is, for who cannot see it. */
  readonly label: string;
  /** In its place when it cannot be drawn. */
  readonly broken: string;
};

/** One page of a document, drawn. Leaving clears it. */
export function DocumentPage({ document, page, view, label, broken }: DocumentPageProps) {
  const ref = useRef<HTMLCanvasElement>(null);
  const [state, setState] = useState<'drawing' | 'drawn' | 'broken'>('drawing');
  const { width, turned } = view;
  useEffect(() => {
    const canvas = ref.current;
    if (canvas === null || width === 0) return;
    let left = false;
    const drawn = document.draw(page, canvas, { width, turned }).then(
      () => 'drawn' as const,
      () => 'broken' as const,
    );
    void drawn.then((end) => {
      if (!left) setState(end);
    });
    return () => {
      left = true;
      // A canvas without pixels keeps none.
      canvas.width = 0;
      canvas.height = 0;
    };
  }, [document, page, width, turned]);
  return (
    <>
      {state === 'broken' ? <p role="alert">{broken}</p> : null}
      <canvas
        ref={ref}
        className={classes['sheet']}
        role="img"
        aria-label={label}
        data-drawn={state === 'drawn' || undefined}
        hidden={state === 'broken'}
      />
    </>
  );
}
