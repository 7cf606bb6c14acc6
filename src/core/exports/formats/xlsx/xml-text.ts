// oxlint-disable-next-line no-control-regex -- these are what XML cannot hold
const unwritable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
const special = /[&<>"]|_x[0-9A-Fa-f]{4}_/;
/** What a cell holds at most, in UTF-16 units. */
const longest = 32_767;

/** Text for XML, without what XML cannot hold and without half characters; cut where a cell would not hold it. */
export function xmlText(text: string): string {
  const whole = (text.length > longest ? `${text.slice(0, longest - 1)}…` : text).toWellFormed();
  // The end of a line within a cell is a line feed.
  const writable = whole.replaceAll(/\r\n?/g, '\n').replaceAll(unwritable, '');
  if (!special.test(writable)) return writable;
  return (
    writable
      // A spreadsheet reads `_x0041_` as an A.
      .replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
  );
}
