// A progress bar on a terminal's standard error for what takes over a second; nothing in a pipe.
// The cursor rests at the line's start, so that whatever ends the program leaves a clean line
// behind.

import type { ReportProgress } from '../../app/ports.ts';
import { screenOf } from './screen.ts';

const SHOW_AFTER_MS = 1000;
const REDRAW_AFTER_MS = 100;
const BAR_WIDTH = 24;
const CLEAR_LINE = '\r\u001b[K';

export interface Progress {
  report: ReportProgress;
  clear: () => void;
}

export function createProgress(stream: NodeJS.WriteStream): Progress {
  const start = Date.now();
  let drawnAt = 0;
  const report: ReportProgress = (share, what) => {
    const now = Date.now();
    if (!stream.isTTY || now - start < SHOW_AFTER_MS || now - drawnAt < REDRAW_AFTER_MS) return;
    drawnAt = now;
    const full = Math.round(Math.min(1, Math.max(0, share)) * BAR_WIDTH);
    const screen = screenOf(stream);
    const bar = screen.paint('cyan', '━'.repeat(full)) + '─'.repeat(BAR_WIDTH - full);
    const percent = `${Math.round(share * 100)} %`.padStart(5);
    const room = Math.max(0, screen.width - BAR_WIDTH - 10);
    stream.write(`${CLEAR_LINE}${bar} ${percent}  ${what.slice(0, room)}\r`);
  };
  const clear = (): void => {
    if (drawnAt > 0) stream.write(CLEAR_LINE);
    drawnAt = 0;
  };
  return { report, clear };
}
