// Loaded before a server under test: its clock is the machine's and as many milliseconds more as
// the file in DRUMBEAT_CLOCK says, looked at again and again.

import { readFileSync } from 'node:fs';

const LOOK_EVERY_MS = 20;
const file = process.env.DRUMBEAT_CLOCK;
const real = Date.now;
let offset = 0;

function look(): void {
  try {
    offset = Number(readFileSync(file!, 'utf8')) || 0;
  } catch {
    offset = 0;
  }
}

if (file !== undefined) {
  look();
  setInterval(look, LOOK_EVERY_MS).unref();
  Date.now = () => real() + offset;
}
