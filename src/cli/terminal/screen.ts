// What a stream can show: how wide it is, and colour where a terminal takes it (never with NO_COLOR
// or in a pipe).

import { styleText } from 'node:util';

export type Paint = 'bold' | 'dim' | 'red' | 'yellow' | 'green' | 'cyan';

export interface Screen {
  width: number; // columns; no limit where the output is no terminal
  paint: (how: Paint | Paint[], text: string) => string;
}

const WIDTH_MIN = 20;

export function screenOf(stream: NodeJS.WriteStream): Screen {
  return {
    width: stream.isTTY ? Math.max(WIDTH_MIN, stream.columns) : Number.POSITIVE_INFINITY,
    paint: (how, text) => styleText(how, text, { stream, validateStream: true }),
  };
}
