import classes from './analytics.module.css';

const width = 96;
const height = 26;
const inset = 2;

/** The run of a number, without axes. It says nothing to those who cannot see it: the number beside it does. */
export function Sparkline({ values }: { readonly values: readonly (number | null)[] }) {
  const known = values.filter((value) => value !== null);
  if (known.length < 2) return <span className={classes['noSparkline']} aria-hidden />;
  const least = Math.min(0, ...known);
  const most = Math.max(...known);
  const spread = most - least || 1;
  const step = (width - inset * 2) / Math.max(1, values.length - 1);
  const points = values.flatMap((value, index) =>
    value === null
      ? []
      : [
          `${(inset + index * step).toFixed(1)},${(height - inset - ((value - least) / spread) * (height - inset * 2)).toFixed(1)}`,
        ],
  );
  return (
    <svg
      className={classes['sparkline']}
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      aria-hidden
    >
      <polyline points={points.join(' ')} fill="none" vectorEffect="non-scaling-stroke" />
    </svg>
  );
}
