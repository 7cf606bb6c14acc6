import classes from './logo.module.css';

/** The mark alone: a stack of decks. Decoration, the name stands beside it or in the link's label. */
export function LogoMark({ size = 22 }: { readonly size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 32 32"
      aria-hidden
      focusable="false"
      className={classes['mark']}
    >
      <rect width="32" height="32" rx="8" fill="var(--mantine-color-cobalt-6)" />
      <path d="M16 6.5 25.5 12 16 17.5 6.5 12Z" fill="#fff" />
      <g fill="none" stroke="#fff" strokeWidth="2.1" strokeLinecap="round" strokeLinejoin="round">
        <path d="m6.5 16.4 9.5 5.5 9.5-5.5" strokeOpacity=".78" />
        <path d="m6.5 20.6 9.5 5.5 9.5-5.5" strokeOpacity=".46" />
      </g>
    </svg>
  );
}

export function Wordmark({ name }: { readonly name: string }) {
  return <span className={classes['wordmark']}>{name}</span>;
}
