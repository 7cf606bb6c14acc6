export type PageReport = { readonly message: string; readonly stack: string; readonly page: string };

/** An unexpected error as `system.reportError` takes it: cut to what the contract allows. */
export function pageReport(error: unknown, reference: string, page: string): PageReport {
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  return {
    message: `[${reference}] ${message}`.slice(0, 2_000),
    stack: stack.slice(0, 20_000),
    page: page.slice(0, 500),
  };
}
