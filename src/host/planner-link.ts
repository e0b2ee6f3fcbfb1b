// The host's end of the line to the planner's process: starts it, asks it, and starts it again when
// it ends. State is rebuilt from the store, so that nothing is lost with it.

import { type ChildProcess, fork } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { type PlanState, RefusedError } from '../app/living/ports.ts';
import type { FromPlanner, PlannerStart, ToPlanner } from './planner-protocol.ts';

export interface PlannerLink {
  /** What the planner said of itself last. */
  state(): PlanState;
  isAlive(): boolean;
  pid(): number | undefined;
  /** The log has moved on. */
  follow(): void;
  ask<T>(question: string, given: unknown): Promise<T>;
  /** A long answer, piece by piece; leaving the loop ends it. */
  pieces(question: string, given: unknown): AsyncIterable<string>;
  onState(hear: (state: PlanState) => void): () => void;
  stop(): Promise<void>;
}

export interface PlannerLinkOptions {
  start: Omit<PlannerStart, 'now'>;
  now: () => number; // the host's clock
  log: (level: 'info' | 'warn' | 'error', message: string, more?: object) => void;
  planned: (said: Extract<FromPlanner, { say: 'planned' }>) => void;
}

interface Asked {
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
}

interface Piece {
  text: string;
  isLast: boolean;
}

const ENTRY = new URL('./planner-process.ts', import.meta.url);
const FIRST_WAIT_MS = 100;
const LAST_WAIT_MS = 10_000;
const STOP_WITHIN_MS = 5_000;
const STEADY_MS = 30_000; // a process that lived so long is started again at once

export function startPlanner(options: PlannerLinkOptions): PlannerLink {
  return new Supervised(options);
}

class Supervised implements PlannerLink {
  readonly #options: PlannerLinkOptions;
  #child: ChildProcess | null = null;
  #state: PlanState = startingState();
  #asked = new Map<number, Asked>();
  #nextId = 1;
  #hearing = new Set<(state: PlanState) => void>();
  #waitMs = FIRST_WAIT_MS;
  #isStopping = false;
  #restart: NodeJS.Timeout | null = null;

  constructor(options: PlannerLinkOptions) {
    this.#options = options;
    this.#begin();
  }

  state(): PlanState {
    return this.#state;
  }

  isAlive(): boolean {
    return this.#child?.connected === true;
  }

  pid(): number | undefined {
    return this.#child?.pid;
  }

  follow(): void {
    this.#send({ say: 'follow', now: this.#options.now() });
  }

  ask<T>(question: string, given: unknown): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const id = this.#nextId++;
      this.#asked.set(id, { resolve: resolve as (value: unknown) => void, reject });
      if (!this.#send({ say: 'ask', id, question, given })) this.#refuse(id, plannerAway());
    });
  }

  async *pieces(question: string, given: unknown): AsyncIterable<string> {
    const id = this.#nextId++;
    let isDone = false;
    const next = (message: ToPlanner) =>
      new Promise<Piece>((resolve, reject) => {
        this.#asked.set(id, { resolve: (value) => resolve(value as Piece), reject });
        if (!this.#send(message)) this.#refuse(id, plannerAway());
      });
    try {
      let piece = await next({ say: 'ask', id, question, given });
      while (true) {
        isDone = piece.isLast;
        if (piece.text !== '') yield piece.text;
        if (isDone) return;
        piece = await next({ say: 'more', id });
      }
    } finally {
      if (!isDone) this.#send({ say: 'enough', id });
    }
  }

  onState(hear: (state: PlanState) => void): () => void {
    this.#hearing.add(hear);
    return () => this.#hearing.delete(hear);
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    if (this.#restart) clearTimeout(this.#restart);
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    this.#send({ say: 'stop' });
    const kill = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
    await ended;
    clearTimeout(kill);
  }

  #begin(): void {
    const begun = Date.now();
    const child = fork(ENTRY, [], {
      serialization: 'advanced',
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      execArgv: ['--disable-warning=ExperimentalWarning'],
    });
    this.#child = child;
    giveWay(child.pid);
    child.on('message', (said: FromPlanner) => this.#hear(said));
    child.on('error', (error) => this.#options.log('error', 'planner', { error: error.message }));
    child.once('exit', (code, signal) => this.#ended(child, code ?? signal, Date.now() - begun));
    const { start, now } = this.#options;
    this.#send({ say: 'start', with: { ...start, now: now() } });
  }

  #ended(child: ChildProcess, how: number | string | null, livedMs: number): void {
    if (this.#child !== child) return;
    this.#child = null;
    for (const id of [...this.#asked.keys()]) this.#refuse(id, plannerAway());
    if (this.#isStopping) return;
    this.#waitMs = livedMs > STEADY_MS ? FIRST_WAIT_MS : Math.min(this.#waitMs * 2, LAST_WAIT_MS);
    this.#options.log('warn', `The planner ended (${how}); it starts again.`);
    this.#setState({ ...this.#state, state: 'starting', message: 'The planner starts again.' });
    this.#restart = setTimeout(() => this.#begin(), this.#waitMs);
  }

  #hear(said: FromPlanner): void {
    if (said.say === 'state') this.#setState(said.state);
    else if (said.say === 'planned') {
      this.#setState(said.state);
      this.#options.planned(said);
    } else if (said.say === 'failed') this.#options.log('error', said.message);
    else if (said.say === 'refusal') {
      this.#refuse(said.id, new RefusedError(said.status, said.code, said.message));
    } else {
      const asked = this.#asked.get(said.id);
      this.#asked.delete(said.id);
      asked?.resolve(said.say === 'answer' ? said.value : { text: said.text, isLast: said.isLast });
    }
  }

  #setState(state: PlanState): void {
    this.#state = state;
    for (const hear of [...this.#hearing]) hear(state);
  }

  #refuse(id: number, error: RefusedError): void {
    const asked = this.#asked.get(id);
    this.#asked.delete(id);
    asked?.reject(error);
  }

  #send(message: ToPlanner): boolean {
    if (!this.#child?.connected) return false;
    this.#child.send(message, () => {}); // a line that breaks is noticed by the process's end
    return true;
  }
}

/** Where processors are few, facts are taken in before they are planned. */
function giveWay(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // not allowed here: it is planned all the same
  }
}

function startingState(): PlanState {
  return {
    position: 0,
    head: 0,
    planned_at: null,
    planned_in_ms: 0,
    as_of: '',
    state: 'starting',
    message: 'The planner starts.',
  };
}

function plannerAway(): RefusedError {
  const message = 'The planner is starting again. Try again in a moment.';
  return new RefusedError(503, 'planner_away', message, 2);
}
