import type { ExportId } from '#contract/ids.ts';

/** The exports that this page began: when they are done it fetches them, and no other tab does. */
const begun = new Set<ExportId>();

export function noteOwnExport(id: ExportId): void {
  begun.add(id);
}

/** True once for each that this page began. */
export function takeOwnExport(id: ExportId): boolean {
  return begun.delete(id);
}
