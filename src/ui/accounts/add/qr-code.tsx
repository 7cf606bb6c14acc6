import { useMemo } from 'react';
import { encode } from 'uqr';
import classes from './add.module.css';

type QrCodeProps = { readonly text: string; readonly label: string; readonly dimmed: boolean };

/** Black on white in both themes, with the quiet zone that scanners need: some do not read an inverted one. */
export function QrCode({ text, label, dimmed }: QrCodeProps) {
  const { path, size } = useMemo(() => draw(text), [text]);
  return (
    <svg
      className={classes['code-picture']}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      role="img"
      aria-label={label}
      data-dimmed={dimmed || undefined}
    >
      <rect width={size} height={size} fill="#ffffff" />
      <path d={path} fill="#000000" />
    </svg>
  );
}

/** The quiet zone, in modules: four, as the standard has it. */
const quietZone = 4;

function draw(text: string): { path: string; size: number } {
  const { data, size } = encode(text, { ecc: 'M', border: quietZone });
  const path = data
    .flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')))
    .join('');
  return { path, size };
}
