// The plain page: the plan's headline, its cases, and what the stream says, as it says it. It asks
// the API and nothing else, and writes text as text.

const API = '/api/v1';
const STREAM_ROWS_MAX = 60;
const REFRESH_MS = 400; // after changes: the cases are read once for all of them

const place = (id) => document.getElementById(id);

async function ask(method, path, body) {
  const answer = await fetch(API + path, {
    method,
    credentials: 'same-origin',
    headers: body === undefined ? {} : { 'content-type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await answer.text();
  const document = text === '' ? null : JSON.parse(text);
  if (answer.ok) return document;
  const detail = document?.detail ?? answer.statusText;
  throw Object.assign(new Error(detail), { status: answer.status, code: document?.code });
}

const perhaps = (promise) => promise.catch(() => null);

function element(name, text = '', className = '') {
  const made = document.createElement(name);
  made.textContent = text;
  if (className !== '') made.className = className;
  return made;
}

const day = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  timeZone: 'UTC',
});
const dayText = (date) => {
  const at = Date.parse(date ?? '');
  return Number.isNaN(at) ? '–' : day.format(at);
};
const number = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });

// -- sign-in ---------------------------------------------------------------------------------------

const ENTRIES = {
  '/first-admin': { title: 'Become the first administrator', name: true, email: true },
  '/invitation': { title: 'Choose your password', name: true, email: false },
};

async function showEntry() {
  const entry = ENTRIES[location.pathname] ?? null;
  place('board').hidden = true;
  place('entry').hidden = false;
  place('entry-title').textContent = entry?.title ?? 'Sign in';
  place('name-field').hidden = entry === null;
  place('email-field').hidden = entry !== null && !entry.email;
  place('password').autocomplete = entry === null ? 'current-password' : 'new-password';
  place('entry-button').textContent = entry === null ? 'Sign in' : 'Go on';
  place('entry-form').onsubmit = (event) => {
    event.preventDefault();
    enter(entry === null ? signIn() : acceptLink(entry));
  };
  const people = entry === null ? await perhaps(ask('GET', '/demo/people')) : null;
  if (people === null) return;
  place('demo-people').hidden = false;
  const buttons = people.rows.map(({ person, name, role }) => {
    const row = element('li');
    const button = element('button', `${name}, ${role.replace('_', ' ')}`);
    button.type = 'button';
    button.onclick = () => enter(ask('POST', '/demo/sign-in', { person }));
    row.append(button);
    return row;
  });
  place('demo-list').replaceChildren(...buttons);
}

const signIn = () =>
  ask('POST', '/sign-in', { email: place('email').value, password: place('password').value });

function acceptLink(entry) {
  const token = encodeURIComponent(location.hash.slice(1));
  const name = place('name').value;
  const body = { password: place('password').value };
  if (name !== '') body.name = name;
  if (entry.email) body.email = place('email').value;
  const path = location.pathname === '/invitation' ? '/invitations/' : '/first-admin/';
  return ask('POST', path + token, body);
}

async function enter(asked) {
  place('entry-problem').textContent = '';
  try {
    await asked;
    location.replace('/');
  } catch (problem) {
    place('entry-problem').textContent = problem.message;
  }
}

// -- the board -------------------------------------------------------------------------------------

const MARKS = { critical: '!', high: '▲', medium: '◆', low: '○', info: '○' };
let currency = '';
let fresh = new Set(); // cases that changed since they were last read
let refreshing = 0;

async function showPlan() {
  const plan = await ask('GET', '/plan');
  place('headline').textContent = plan.headline;
  place('today').textContent = dayText(plan.as_of);
  const since = plan.planned_at === null ? null : Date.now() - Date.parse(plan.planned_at);
  const age = since === null ? 'not planned yet' : `planned ${ageText(since)} in ${number.format(plan.planned_in_ms)} ms`;
  const behind = plan.head - plan.position;
  const lag = behind > 0 ? `, ${behind} behind the log` : '';
  place('plan-line').textContent = `Position ${plan.position}${lag}; ${age}. ${plan.message}`;
  return plan;
}

const ageText = (ms) => {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 90) return `${seconds} s ago`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min ago` : `${Math.round(minutes / 60)} h ago`;
};

function caseRow(each, today) {
  const row = element('tr', '', fresh.has(each.id) ? 'fresh' : '');
  const what = element('td');
  const sentence = element('p');
  const severity = each.severity ?? 'low';
  const mark = element('span', MARKS[severity] ?? '○', `mark ${severity}`);
  mark.setAttribute('aria-hidden', 'true');
  sentence.append(mark, each.message ?? each.id);
  const note = [each.id, severity, each.cause?.text].filter((text) => text).join(' · ');
  what.append(sentence, element('p', note, 'quiet'));
  const risk = each.value_at_risk;
  const money = element('td', typeof risk === 'number' ? number.format(risk) : '–', 'number');
  const by = each.decide_by ?? null;
  const late = by !== null && by.slice(0, 10) <= today;
  row.append(
    what,
    money,
    element('td', dayText(each.first_date), 'date'),
    element('td', by === null ? '–' : late ? `${dayText(by)}, due` : dayText(by), late ? 'date overdue' : 'date'),
    element('td', [each.state, each.owner].filter((text) => text).join(' · ')),
  );
  return row;
}

async function refresh() {
  refreshing = 0;
  try {
    const [plan, cases] = await Promise.all([
      showPlan(),
      ask('GET', '/cases?state=open&limit=200'),
    ]);
    place('cases').replaceChildren(...cases.rows.map((each) => caseRow(each, plan.as_of)));
    place('no-cases').hidden = cases.rows.length > 0;
    place('currency').textContent = currency === '' ? '' : `, ${currency}`;
    fresh = new Set();
    place('problem').hidden = true;
  } catch (problem) {
    if (problem.status === 401) return location.reload();
    place('problem').textContent = problem.message;
    place('problem').hidden = false;
  }
}

function refreshSoon() {
  if (refreshing === 0) refreshing = setTimeout(refresh, REFRESH_MS);
}

// -- the stream ------------------------------------------------------------------------------------

function live(on, text) {
  place('live').hidden = false;
  place('live').classList.toggle('on', on);
  place('live-text').textContent = text;
}

function tell(change) {
  const { kind, at, body } = change;
  const row = element('li');
  const time = element('time', new Date(at).toLocaleTimeString('en-GB'));
  time.dateTime = at;
  row.append(time, sentenceOf(kind, body ?? {}));
  const list = place('stream');
  list.prepend(row);
  while (list.childElementCount > STREAM_ROWS_MAX) list.lastElementChild.remove();
  place('no-stream').hidden = true;
}

const WORDS = {
  'facts.accepted': (body) => {
    const parts = ['new', 'changed', 'closed'].filter((name) => body[name] > 0);
    const rows = parts.map((name) => `${number.format(body[name])} ${name}`).join(', ') || 'nothing new';
    const aside = body.quarantined > 0 ? `; ${number.format(body.quarantined)} put aside` : '';
    return `${body.feed.replaceAll('_', ' ')}: ${rows}${aside}, by ${body.actor}`;
  },
  'plan.updated': (body) => {
    const money = `${number.format(Math.round(body.money_at_risk))} ${body.currency} at risk`;
    const moves = ['raised', 'updated', 'closed'].filter((name) => body[name] > 0);
    const told = moves.map((name) => `${number.format(body[name])} ${name}`).join(', ') || 'no change';
    return `Planned in ${body.planned_in_ms} ms: ${number.format(body.cases)} cases, ${money}; ${told}`;
  },
  'day.turned': (body) => `A new day: ${dayText(body.to)}`,
  'settings.changed': (body) => `Settings changed by ${body.actor}`,
  'rules.changed': (body) => `Rules of version ${body.version} are in force`,
};

/** What a change says, in words; of an exception or case its own sentence. */
function sentenceOf(kind, body) {
  if (WORDS[kind]) return WORDS[kind](body);
  const about = body.case ?? body.exception ?? body;
  const [what, verb] = kind.split('.');
  return `${what[0].toUpperCase()}${what.slice(1)} ${verb}: ${about.message ?? about.id ?? ''}`;
}

let lastEventId = '';

/** By fetch, because all kinds are wanted, also those that a later version adds. */
async function listen() {
  for (;;) {
    try {
      const headers = lastEventId === '' ? {} : { 'last-event-id': lastEventId };
      const answer = await fetch(`${API}/stream`, { headers, credentials: 'same-origin' });
      if (answer.status === 401) return location.reload();
      if (!answer.ok) throw new Error(answer.statusText);
      await read(answer.body.pipeThrough(new TextDecoderStream()).getReader());
    } catch {
      // Away for a moment: the loop takes it up again.
    }
    live(false, 'Connecting again');
    await new Promise((resolve) => setTimeout(resolve, 2000));
  }
}

async function read(pieces) {
  let text = '';
  for (;;) {
    const { done, value } = await pieces.read();
    if (done) return;
    text += value;
    const events = text.split('\n\n');
    text = events.pop();
    for (const event of events) hear(event);
  }
}

function hear(event) {
  const fields = {};
  for (const line of event.split('\n')) {
    const at = line.indexOf(': ');
    if (at > 0) fields[line.slice(0, at)] = line.slice(at + 2);
  }
  if (fields.id !== undefined) lastEventId = fields.id;
  if (fields.event === 'open') live(true, 'Live');
  if (fields.event === 'open' || fields.event === 'reset') refreshSoon();
  if (fields.data === undefined || ['open', 'reset', 'end'].includes(fields.event)) return;
  const change = JSON.parse(fields.data);
  tell(change);
  if (change.body?.case) fresh.add(change.body.case.id);
  refreshSoon();
  if (change.kind.startsWith('demo.') || change.kind === 'day.turned') showDemo();
}

// -- the demo --------------------------------------------------------------------------------------

let pace = 0; // that it has, or goes on with after a pause
let chosen = 0; // while it is paused; 0 = none was

function showPlayer(player) {
  const paused = player.days_per_minute === 0;
  if (!paused) chosen = 0;
  pace = paused ? chosen || player.last_days_per_minute : player.days_per_minute;
  place('demo').hidden = false;
  place('demo-pause').textContent = paused ? 'Go on' : 'Pause';
  const select = place('demo-pace');
  if (![...select.options].some((option) => Number(option.value) === pace)) {
    select.append(new Option(String(pace), String(pace)));
  }
  select.value = String(pace);
  place('demo').classList.toggle('paused', paused);
  place('demo-state').textContent = paused ? 'Paused' : 'Running';
  const goes = paused ? `, goes on at ${pace} ${pace === 1 ? 'day' : 'days'} a minute` : '';
  place('demo-line').textContent = `${dayText(player.as_of)}${goes}. ${player.last}`;
}

async function showDemo() {
  const player = await perhaps(ask('GET', '/demo'));
  if (player !== null) showPlayer(player);
}

function prepareDemo(rights) {
  const mayControl = rights.includes('demo.control');
  const set = async (asked) => {
    const player = await perhaps(asked);
    if (player !== null) showPlayer(player);
  };
  for (const id of ['demo-pause', 'demo-step', 'demo-pace']) place(id).disabled = !mayControl;
  place('demo-pause').onclick = () => {
    const paused = place('demo-pause').textContent !== 'Pause';
    set(ask('PATCH', '/demo', { days_per_minute: paused ? pace : 0 }));
  };
  place('demo-step').onclick = () => set(ask('POST', '/demo/steps', { count: 1 }));
  place('demo-pace').onchange = () => {
    pace = Number(place('demo-pace').value);
    // A pause stays one: the pace is for when it goes on.
    if (place('demo').classList.contains('paused')) {
      chosen = pace;
      showDemo();
    } else set(ask('PATCH', '/demo', { days_per_minute: pace }));
  };
}

// -- the start -------------------------------------------------------------------------------------

async function start() {
  const me = location.pathname === '/' ? await perhaps(ask('GET', '/me')) : null;
  if (me === null) return showEntry();
  place('board').hidden = false;
  place('who').textContent = `${me.name}, ${me.roles.join(', ').replaceAll('_', ' ')}`;
  place('sign-out').hidden = me.session === null;
  place('sign-out').onclick = async () => {
    await perhaps(ask('POST', '/sign-out'));
    location.reload();
  };
  if (!me.rights.includes('plan.read')) {
    place('headline').textContent = 'Your orders are in the API for now.';
    return;
  }
  const settings = await perhaps(ask('GET', '/settings'));
  currency = settings?.currency ?? '';
  prepareDemo(me.rights);
  await Promise.all([refresh(), showDemo()]);
  setInterval(() => perhaps(showPlan()), 15_000);
  listen();
}

start();
