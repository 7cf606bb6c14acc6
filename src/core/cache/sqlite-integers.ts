/** Changes, in place, integers that a number holds exactly from bigint to number; greater ones stay as they are. */
export function smallIntegersAsNumbers<Row extends object>(row: Row): Row {
  for (const [name, value] of Object.entries(row)) {
    if (typeof value === 'bigint' && BigInt.asIntN(54, value) === value)
      Reflect.set(row, name, Number(value));
  }
  return row;
}
