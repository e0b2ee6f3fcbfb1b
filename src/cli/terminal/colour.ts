// Colour where it helps: on a terminal that takes it, never with NO_COLOR or in a pipe.

import { styleText } from 'node:util';

export type Paint = 'bold' | 'dim' | 'red' | 'yellow' | 'green' | 'cyan';

export function paint(stream: NodeJS.WriteStream, how: Paint | Paint[], text: string): string {
  return styleText(how, text, { stream, validateStream: true });
}
