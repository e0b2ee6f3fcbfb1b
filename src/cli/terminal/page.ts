// A page on a terminal: a first sentence that says the finding, headed tables, and notes that wrap.

import { once } from 'node:events';
import { printable } from './display-width.ts';
import { screenOf } from './screen.ts';
import { type TableColumn, table, wrap } from './table.ts';

const TEXT_WIDTH_MAX = 100;

export interface Page {
  sentence: (text: string) => void;
  heading: (text: string, note?: string) => void;
  note: (text: string) => void;
  table: <Row>(columns: readonly TableColumn<Row>[], rows: readonly Row[]) => void;
  gap: () => void;
  end: () => Promise<void>;
}

/** Gathers the page; `end` writes it. */
export function createPage(stream: NodeJS.WriteStream): Page {
  let text = '';
  const screen = screenOf(stream);
  const width = stream.isTTY ? Math.min(screen.width, TEXT_WIDTH_MAX) : screen.width;
  const lines = (words: string, style: (line: string) => string): void => {
    for (const line of wrap(printable(words), width)) text += `${style(line)}\n`;
  };
  return {
    sentence: (words) => lines(words, (line) => screen.paint('bold', line)),
    heading: (words, note = '') => {
      const line = printable(note === '' ? words : `${words}  ${note}`);
      text += `${screen.paint('bold', line.slice(0, words.length))}${line.slice(words.length)}\n`;
    },
    note: (words) => lines(words, (line) => screen.paint('dim', line)),
    table: (columns, rows) => {
      text += table(screen, columns, rows);
    },
    gap: () => {
      text += '\n';
    },
    end: async () => {
      if (text !== '' && !stream.write(text)) await once(stream, 'drain');
    },
  };
}
