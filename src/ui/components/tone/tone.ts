import './tone.css';

/** What a colour means. `neutral` says nothing; the others grow in how much they ask for attention. */
export const tones = ['neutral', 'positive', 'info', 'caution', 'serious', 'critical'] as const;
export type Tone = (typeof tones)[number];

/** The CSS colours of a tone: text, its background, and a solid for bars and dots. */
export function toneColours(tone: Tone): { text: string; background: string; solid: string } {
  return {
    text: `var(--tone-${tone}-fg)`,
    background: `var(--tone-${tone}-bg)`,
    solid: `var(--tone-${tone}-solid)`,
  };
}
