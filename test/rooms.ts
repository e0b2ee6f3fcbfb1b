// What follows from the architecture table: which rooms a room may import, in which room a file
// stands, and the table's printed form.

import { type Package, packages, type Room, rooms } from './architecture-table.ts';

export const START = '<!-- rooms: printed by `npm run docs:write` -->';
export const END = '<!-- end of rooms -->';

/** The rooms that a room may import: itself and all that stand left of it. */
export function importable(name: string): Set<string> {
  const found = new Set([name]);
  for (const each of found) {
    for (const left of rooms.find((room) => room.name === each)?.after ?? []) found.add(left);
  }
  return found;
}

/** 'src/planning/netting.ts' stands in 'planning'; a file outside src/, or main.ts, in no room. */
export function roomOf(path: string): string | undefined {
  const [first, second, ...rest] = path.split('/');
  return first === 'src' && rest.length > 0 ? second : undefined;
}

/** The document with the table of the rooms that are in use put between the markers. */
export function withTable(document: string, used: ReadonlySet<string>): string {
  const start = document.indexOf(START);
  const end = document.indexOf(END);
  if (start < 0 || end < start) throw new Error(`no ${START} ... ${END} in the document`);
  const table = `${START}\n\n${roomsTable(used)}\n${packagesTable()}\n`;
  return document.slice(0, start) + table + document.slice(end);
}

function roomsTable(used: ReadonlySet<string>): string {
  const lines = rooms.filter((room) => used.has(room.name)).map((room) => roomLine(room, used));
  return ['| room | holds | may import | pure |', '|---|---|---|---|', ...lines, ''].join('\n');
}

function roomLine({ name, holds, pure }: Room, used: ReadonlySet<string>): string {
  const left = rooms.map((room) => room.name).filter((each) => each !== name && used.has(each));
  const allowed = left.filter((each) => importable(name).has(each));
  const list = allowed.map((each) => `\`${each}\``).join(' ') || 'nothing';
  return `| \`src/${name}\` | ${holds} | ${list} | ${pure ? 'yes' : 'no'} |`;
}

function packagesTable(): string {
  const line = ({ name, file, why, leave }: Package): string =>
    `| \`${name}\` | \`${file}\` | ${why} | ${leave} |`;
  const head = ['| package | imported in | why | without it |', '|---|---|---|---|'];
  return [...head, ...packages.map(line), ''].join('\n');
}
