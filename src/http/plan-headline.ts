// The plan's headline: how many decisions are due, and how much they protect, in one sentence. What
// is of cost alone is no money at risk: the sums are those of the stream and the command line.

interface OpenCase {
  value_at_risk?: number | null;
  decide_by?: string | null;
  severity?: string;
}

export function planHeadline(
  cases: readonly unknown[],
  more: boolean,
  today: string,
  currency: string,
): string {
  if (cases.length === 0) return 'Nothing needs a decision.';
  const due = (cases as OpenCase[]).filter(({ decide_by: by }) => isDue(by, today));
  const money = (list: readonly OpenCase[]): string => {
    const late = list.filter(({ severity }) => severity !== 'low');
    const sum = late.reduce((total, { value_at_risk: value }) => total + (value ?? 0), 0);
    return sum === 0 ? '' : `${Math.round(sum).toLocaleString('en-US')} ${currency}`.trimEnd();
  };
  const count = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`;
  const open = `${more ? 'Over ' : ''}${count(cases.length, 'case')}`;
  const atRisk = money(cases as OpenCase[]);
  const risk = atRisk === '' ? '' : `, ${atRisk} at risk`;
  if (due.length === 0) return `No decision is due today. ${open} can wait${risk}.`;
  const protects = money(due);
  const they = due.length === 1 ? 'It protects' : 'They protect';
  const first = `${count(due.length, 'decision')} ${due.length === 1 ? 'is' : 'are'} due today.`;
  return protects === '' ? `${first} ${open} open${risk}.` : `${first} ${they} ${protects}.`;
}

const isDue = (by: string | null | undefined, today: string): boolean =>
  typeof by === 'string' && today !== '' && by.slice(0, 10) <= today;
