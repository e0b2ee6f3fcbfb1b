// A severity's shape, colour and word: never the colour alone.

import type { Paint } from './screen.ts';

const MARKS: Readonly<Record<string, { mark: string; paint: Paint | Paint[] | undefined }>> = {
  critical: { mark: '■', paint: ['red', 'bold'] },
  high: { mark: '▲', paint: 'red' },
  medium: { mark: '◇', paint: 'yellow' },
  low: { mark: '○', paint: 'dim' },
  error: { mark: '■', paint: 'red' },
  warning: { mark: '▲', paint: 'yellow' },
  info: { mark: '○', paint: 'dim' },
};

export function severityText(severity: string): string {
  const mark = MARKS[severity]?.mark;
  return mark === undefined ? severity : `${mark} ${severity}`;
}

export function severityPaint(severity: string): Paint | Paint[] | undefined {
  return MARKS[severity]?.paint;
}
