import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { contract } from './contract.ts';
import { permissions } from './permissions.ts';
import type { Procedure } from './procedure.ts';

const procedures: [name: string, procedure: Procedure][] = Object.entries(contract).flatMap(
  ([domain, procedures]) =>
    Object.entries(procedures).map(([name, procedure]): [string, Procedure] => [
      `${domain}.${name}`,
      procedure,
    ]),
);

describe('each procedure declares', () => {
  it.each(procedures)('%s: its kind, its permission and both schemas', (_name, procedure) => {
    expect(['query', 'command', 'stream']).toContain(procedure.kind);
    expect(permissions).toContain(procedure.permission);
    expect(procedure.input).toBeInstanceOf(z.ZodType);
    expect(procedure.output).toBeInstanceOf(z.ZodType);
  });

  it.each(procedures)('%s: a permission that fits its kind', (_name, procedure) => {
    // Reading never needs more than a read permission, or the one to ask in SQL; what only reports an error is no change of business data.
    if (procedure.kind !== 'command') expect(procedure.permission).toMatch(/:(read|sql)$/);
  });
});

function toSchema(schema: z.ZodType, io: 'input' | 'output') {
  return z.toJSONSchema(schema, { io, unrepresentable: 'any' });
}

/** The contract as text: every procedure with its kind, permission and the JSON Schemas of what goes in and out. */
function describeContract(): string {
  return JSON.stringify(
    procedures.map(([name, { kind, permission, input, output }]) => ({
      name,
      kind,
      permission,
      input: toSchema(input, 'input'),
      output: toSchema(output, 'output'),
    })),
  );
}

describe('the contract', () => {
  it('is the one that both ends agreed on', () => {
    // A change here is a decision: consoles of different versions share a host. Note it in CHANGELOG.md, then update.
    const fingerprint = createHash('sha256').update(describeContract()).digest('hex').slice(0, 16);
    expect(fingerprint).toMatchInlineSnapshot(`"e8b7905cfc528774"`);
  });
});
