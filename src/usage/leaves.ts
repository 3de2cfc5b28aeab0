/** A span, or an observation, that counts tokens, and what hangs above it. */
export interface Leaves<Each> {
  /** Notes what stands above a record, which need not count anything itself. */
  readonly hang: (id: string | undefined, parent: string | undefined) => void;
  /** Keeps what counts; false where its id is kept already. */
  readonly keep: (id: string | undefined, each: Each) => boolean;
  /** All that was kept, in its order, and whether something below it counts what it counts. */
  readonly all: () => readonly { readonly each: Each; readonly isWrapper: boolean }[];
}

/** Records of traces, kept until all are seen: one above another repeats its sums, so that leaves alone count. */
export function leaves<Each>(): Leaves<Each> {
  const kept = new Map<string, Each>();
  const parents = new Map<string, string>();
  const wrappers = () => {
    const found = new Set<string>();
    for (const id of kept.keys()) {
      for (let at = parents.get(id); at !== undefined && !found.has(at) && at !== id; at = parents.get(at))
        found.add(at);
    }
    return found;
  };
  return {
    hang(id, parent) {
      if (id !== undefined && parent !== undefined) parents.set(id, parent);
    },
    keep(id, each) {
      const key = id ?? `nameless ${kept.size}`;
      if (kept.has(key)) return false;
      kept.set(key, each);
      return true;
    },
    all() {
      const above = wrappers();
      return [...kept].map(([id, each]) => ({ each, isWrapper: above.has(id) }));
    },
  };
}
