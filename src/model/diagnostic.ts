// What the planner should know about the data that a result rests on: said beside the result,
// never thrown.

export interface Diagnostic {
  severity: 'error' | 'warning' | 'info';
  feed: string; // '' when it concerns no feed
  key: string; // key parts joined by '/', '' when it concerns a whole feed
  rule: string; // the rule's own name, snake_case
  message: string; // a sentence that a planner understands: what, where, what to do
}
