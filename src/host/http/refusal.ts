import type { ServerResponse } from 'node:http';
import { getErrorShape, getTRPCErrorFromUnknown } from '@trpc/server';
import { errorCatalogue, fillPlaceholders, type OpsdeckError } from '#contract/errors.ts';
import { exhaustive } from '#contract/exhaustive.ts';
import type { ServedRouter } from '#core/rpc/app-router.ts';

/** What the one who asked can read: the page's client, or a person in front of a browser. */
export type Audience = 'client' | 'person';

/** An expected failure as the host answers it, the same whether the router or a guard before it found it. */
export type RefusalText = {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
};

export function refusalText(router: ServedRouter, failure: OpsdeckError, audience: Audience): RefusalText {
  const status = errorCatalogue[failure.code].httpStatus;
  switch (audience) {
    case 'client': {
      const error = getErrorShape({
        config: router._def._config,
        error: getTRPCErrorFromUnknown(failure),
        type: 'unknown',
        path: undefined,
        input: undefined,
        ctx: undefined,
      });
      return { status, contentType: 'application/json', body: JSON.stringify({ error }) };
    }
    case 'person':
      return { status, contentType: 'text/html; charset=utf-8', body: refusalPage(failure) };
    default:
      return exhaustive(audience);
  }
}

/** Answers with a refusal and lets the connection go: whatever body was on its way is not read. */
export function answerRefusal(response: ServerResponse, { status, contentType, body }: RefusalText): void {
  response.writeHead(status, {
    'Content-Type': contentType,
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
    Connection: 'close',
  });
  response.end(body);
}

function refusalPage(failure: OpsdeckError): string {
  const entry = errorCatalogue[failure.code];
  const [title, message, advice] = [entry.title, entry.message, entry.advice].map((text) =>
    escapeHtml(fillPlaceholders(text, failure.details)),
  );
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>${title} · Opsdeck</title>
    <style>
      body { font: 16px/1.5 system-ui, sans-serif; margin: 0; display: grid; min-height: 100vh; place-items: center; }
      main { max-width: 34rem; padding: 2rem; }
      h1 { font-size: 1.4rem; margin: 0 0 0.75rem; }
      p { margin: 0 0 0.75rem; }
    </style>
  </head>
  <body>
    <main>
      <h1>${title}</h1>
      <p>${message}</p>
      <p>${advice}</p>
    </main>
  </body>
</html>
`;
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => escapes[character] ?? character);
}
