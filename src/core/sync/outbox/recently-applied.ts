import type { OperatorId } from '#contract/ids.ts';
import type { OfflineRule } from './offline-rule.ts';

type Applied = { readonly input: unknown; readonly answer: unknown };

const kept = 200;

/**
 * What was sent from the outbox a moment ago. A page that saw its change as queued goes on from what that change was based on;
 * here its next one learns of the effect, and is no conflict of the operator with themselves.
 */
export class RecentlyApplied {
  readonly #bySubject = new Map<string, Applied>();

  remember(operatorId: OperatorId, subject: string | null, applied: Applied): void {
    if (subject === null) return;
    const name = `${operatorId} ${subject}`;
    this.#bySubject.delete(name);
    this.#bySubject.set(name, applied);
    const [oldest] = this.#bySubject.keys();
    if (this.#bySubject.size > kept && oldest !== undefined) this.#bySubject.delete(oldest);
  }

  rebase(rule: OfflineRule, operatorId: OperatorId, input: unknown): unknown {
    const subject = rule.subject(input);
    const applied = subject === null ? undefined : this.#bySubject.get(`${operatorId} ${subject}`);
    return applied === undefined ? input : rule.rebase(input, applied.input, applied.answer);
  }
}
