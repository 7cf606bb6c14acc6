import { describe, expect, it } from 'vitest';
import { exportFileName } from './file-name.ts';

const known = { at: Date.UTC(2026, 10, 28, 15, 5), timeZone: 'Europe/Berlin', rows: 1234 };

describe('the name of an exported file', () => {
  it('says what it holds, when it was true and how many rows it has', () => {
    expect(exportFileName('Orders', 'csv', known)).toBe(
      'Orders 2026-11-28 16.05 Europe-Berlin, 1234 rows.csv',
    );
    expect(exportFileName('Заказы 订单', 'pdf', { ...known, rows: 1 })).toMatch(
      /^Заказы 订单 .* 1 row\.pdf$/,
    );
  });

  it.each(['../../etc/passwd', 'a\u202egnp.exe', 'x\r\nSet-Cookie: a=1', '...', '', '\ud800', 'a"b<c>'])(
    'is harmless for %j',
    (title) => {
      const name = exportFileName(title, 'xlsx', known);
      expect(name).toMatch(/^[^\p{C}<>:"/\\|?*.][^\p{C}<>:"/\\|?*]*$/u);
      expect(name.isWellFormed()).toBe(true);
    },
  );
});
