import { describe, expect, it } from 'vitest';
import { exportHeaders } from './export-headers.ts';

const header = (fileName: string): string | undefined =>
  exportHeaders({ path: '/x', fileName, format: 'csv' }, 5)['Content-Disposition'];

describe('the headers of an exported file', () => {
  it('have it saved under its name, in any script', () => {
    expect(header('Orders, 2 rows.csv')).toBe(
      'attachment; filename="Orders, 2 rows.csv"; filename*=UTF-8\'\'Orders%2C%202%20rows.csv',
    );
    expect(header("Заказы (1)'*.csv")).toBe(
      "attachment; filename=\"______ (1)'*.csv\"; filename*=UTF-8''%D0%97%D0%B0%D0%BA%D0%B0%D0%B7%D1%8B%20%281%29%27%2A.csv",
    );
  });

  it('cannot be broken out of', () => {
    const value = header('a"; x="\r\nSet-Cookie: a=1\\.csv') ?? '';
    expect(value).toMatch(/^attachment; filename="[^"\r\n\\]*"; filename\*=UTF-8''[\w.%~!-]*$/);
  });

  it('have nobody keep it on the way', () => {
    expect(exportHeaders({ path: '/x', fileName: 'a.csv', format: 'csv' }, 5)).toMatchObject({
      'Cache-Control': 'no-store',
      'Content-Length': '5',
      'Content-Type': 'text/csv; charset=utf-8',
    });
  });
});
