// A cell of CSV as RFC 4180 has it: in quotes where it holds what would end it.

export function quotedCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
