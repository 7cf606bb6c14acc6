import { exhaustive } from '#contract/exhaustive.ts';
import { postFormats } from '#contract/marketplace/channels.ts';
import type { Annotation } from '#contract/metrics/annotations.ts';
import type { Money } from '#contract/money.ts';
import { decimalFromMicros } from '../../exports/decimal.ts';
import { enumLabels } from '../../exports/enum-labels.ts';

const formats = enumLabels(postFormats);

/** What happened, in the words of a file. */
export function annotationText(annotation: Annotation): string {
  switch (annotation.kind) {
    case 'note':
      return annotation.text;
    case 'price': {
      const { channel, format, was, is } = annotation;
      return `${channel.title}, ${formats[format] ?? format}: ${moneyText(was)} → ${moneyText(is)}`;
    }
    case 'customer':
      return `${annotation.customer.name} ${customerText(annotation)}`;
    case 'channel':
      return `${annotation.channel.title} ${channelText(annotation)}`;
    case 'commission': {
      const where = annotation.category === null ? '' : ` in ${annotation.category}`;
      return `Commission of ${annotation.ratePpm / 10_000} % begins${where}`;
    }
    case 'risk_rules':
      return `Risk rules changed by ${annotation.by}`;
    case 'dispute_rules':
      return `Dispute rules changed by ${annotation.by} (version ${annotation.version})`;
    default:
      return exhaustive(annotation);
  }
}

/** Whom or what a note is about; empty for the business, and for what says so itself. */
export function annotationAbout(annotation: Annotation): string {
  if (annotation.kind !== 'note' || annotation.about === null) return '';
  const { about } = annotation;
  switch (about.kind) {
    case 'customer':
      return about.name;
    case 'channel':
      return about.title;
    case 'category':
      return about.category;
    default:
      return exhaustive(about);
  }
}

const moneyText = ({ micros, currency }: Money): string => `${decimalFromMicros(micros)} ${currency}`;

function customerText({ from, to }: Extract<Annotation, { kind: 'customer' }>): string {
  switch (to) {
    case 'suspended':
      return 'was suspended';
    case 'flagged':
      return 'was flagged for review';
    case 'active':
      return from === 'suspended' ? 'was reinstated' : 'is no longer flagged';
    default:
      return exhaustive(to);
  }
}

function channelText({ from, to }: Extract<Annotation, { kind: 'channel' }>): string {
  switch (to) {
    case 'approved':
      return from === 'suspended' ? 'was reinstated' : 'was approved';
    case 'rejected':
      return 'was rejected';
    case 'suspended':
      return 'was suspended';
    case 'pending':
      return 'waits for a decision again';
    default:
      return exhaustive(to);
  }
}
