import { useTranslation } from 'react-i18next';
import { toneColours } from '../../components/tone/tone.ts';

/** A change with its sign; the colour says the same. Null where it is not known. */
export function ChangeText({ change }: { readonly change: number | null }) {
  const { i18n } = useTranslation();
  if (change === null) return <>—</>;
  const text = new Intl.NumberFormat(i18n.language, { signDisplay: 'exceptZero' }).format(change);
  if (change === 0) return <>{text}</>;
  return <span style={{ color: toneColours(change > 0 ? 'positive' : 'serious').text }}>{text}</span>;
}
