import type { Limit } from '../../domain/budget.ts';
import { didYouMean, nearest } from '../../domain/near.ts';
import { serviceOn } from '../../domain/service.ts';
import type { Workload } from '../../domain/workload.ts';
import { type Context, serviceOf } from '../estimate/estimate.ts';

type Subject = Pick<Limit, 'scope' | 'name' | 'tags'>;

function meantOrKnown(word: string, known: readonly string[]): string {
  const meant = didYouMean(...nearest(word, known));
  if (meant !== undefined) return meant;
  const [first, ...rest] = known;
  if (first === undefined) return 'it has none';
  return rest.length < MOST_NAMED ? `it has ${known.join(', ')}` : `it has ${known.length} others`;
}

/** A longer list helps nobody. */
const MOST_NAMED = 12;

/** The tags of a profile: every value by its key. */
function tagsOf(workloads: readonly Workload[]): Map<string, Set<string>> {
  const tags = new Map<string, Set<string>>();
  for (const { tags: own } of workloads) {
    for (const [key, value] of own) tags.set(key, (tags.get(key) ?? new Set()).add(value));
  }
  return tags;
}

/** Why no workload carries the tags of a limit. */
function unmetTag(subject: Subject, tags: ReadonlyMap<string, ReadonlySet<string>>): string | undefined {
  for (const [key, value] of subject.tags ?? []) {
    const values = tags.get(key);
    if (values === undefined) {
      return `no workload of the profile has the tag "${key}"; ${meantOrKnown(key, [...tags.keys()])}`;
    }
    if (!values.has(value)) {
      return `no workload of the profile has the tag ${key} "${value}"; ${meantOrKnown(value, [...values])}`;
    }
  }
  return undefined;
}

/** The model that a name is priced as on the day: a limit follows what takes the place of a model that has ended. */
function pricedAs(name: string, { card, day }: Context): string | undefined {
  const find = (other: string) => card.find(other);
  const asked = card.find(name, day);
  const service = asked && serviceOn(asked, day, find);
  return service === undefined || 'why' in service ? asked?.id : service.model.id;
}

/**
 * Finds what a limit names among the workloads it is laid on: a model by its id or a declared alias. What nothing there
 * meets is told with near misses, since a limit on nothing never fails. Throws `unknownModel`.
 */
export function subjects(
  workloads: readonly Workload[],
  context: Context,
): (subject: Subject) => { readonly name: string; readonly unmet: string | undefined } {
  const models = workloads.map((workload) => serviceOf(workload.model, context).model);
  const known = {
    provider: [...new Set(models.map((model) => model.provider))],
    model: [...new Set(models.map((model) => model.id))],
    workload: workloads.map((workload) => workload.name),
  };
  const sets = { provider: new Set(known.provider), model: new Set(known.model), workload: new Set(known.workload) };
  const tags = tagsOf(workloads);
  return (subject) => {
    const { scope, name = '' } = subject;
    if (scope === 'portfolio') return { name, unmet: undefined };
    if (scope === 'tag') return { name, unmet: unmetTag(subject, tags) };
    const id = scope === 'model' ? (pricedAs(name, context) ?? name) : name;
    if (sets[scope].has(id)) return { name: id, unmet: undefined };
    const unmet = `no ${scope === 'workload' ? 'workload' : `workload with the ${scope}`} "${name}" is in the profile`;
    return { name: id, unmet: `${unmet}; ${meantOrKnown(name, known[scope])}` };
  };
}
