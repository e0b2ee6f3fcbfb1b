// The knots of an import graph: groups of files that all reach one another (Tarjan's strongly
// connected components), sorted by name.

export function cyclesOf(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const order = new Map<string, number>(); // by file, when it was first met
  const low = new Map<string, number>(); // by file, the earliest open file that it reaches
  const open: string[] = [];
  const cycles: string[][] = [];

  const enter = (file: string): void => {
    order.set(file, order.size);
    low.set(file, order.size - 1);
    open.push(file);
    for (const next of graph.get(file) ?? []) {
      if (!order.has(next)) enter(next);
      if (open.includes(next)) low.set(file, Math.min(low.get(file)!, low.get(next)!));
    }
    if (low.get(file) !== order.get(file)) return;
    const knot = open.splice(open.indexOf(file)).sort();
    if (knot.length > 1 || graph.get(file)?.includes(file)) cycles.push(knot);
  };

  for (const file of graph.keys()) if (!order.has(file)) enter(file);
  return cycles.sort((a, b) => (a[0] < b[0] ? -1 : 1));
}
