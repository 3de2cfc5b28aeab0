import { answered, changesIn } from './answer.ts';
import { commandOf } from './command.ts';
import type { Held } from './held.ts';
import { fromPlainText } from './plain-text.ts';

/** As much of a browser as a report asks for. */
interface Part {
  textContent: string | null;
  innerHTML: string;
  hidden: boolean;
  value: string;
  readonly name: string;
  readonly tagName: string;
  readonly cellIndex: number;
  readonly classList: { add(name: string): void };
  readonly parentElement: Part | null;
  readonly firstElementChild: Part | null;
  querySelectorAll(selector: string): Iterable<Part>;
  closest(selector: string): Part | null;
  getAttribute(name: string): string | null;
  setAttribute(name: string, value: string): void;
  removeAttribute(name: string): void;
  addEventListener(kind: string, listener: (event: { preventDefault(): void }) => void): void;
  select(): void;
}

declare const document: {
  getElementById(id: string): Part | null;
  execCommand(command: 'copy'): boolean;
};
declare const setTimeout: (run: () => void, milliseconds: number) => number;
declare const clearTimeout: (timer: number | undefined) => void;

function part(id: string): Part {
  const found = document.getElementById(id);
  if (found === null) throw new RangeError(`the report has no ${id}`);
  return found;
}

const held = fromPlainText<Held>(part('held').textContent ?? '');
const [form, answer, standing, same, command] = ['what-if', 'answer', 'standing', 'same', 'command'].map(part) as [
  Part,
  Part,
  Part,
  Part,
  Part,
];
const fields = [...form.querySelectorAll('input')];

const READ = 'h1,h2,figcaption,p,li,dd,summary,th,td';

/** Where a text stands: a cell by its row and column, anything else by what it is. */
function placeOf(of: Part): string {
  const row = of.closest('tr');
  return row === null ? of.tagName : `${row.firstElementChild?.textContent} ${of.cellIndex}`;
}

const textsOf = (root: Part) =>
  [...root.querySelectorAll(READ)].map((of) => ({ of, key: `${placeOf(of)} ${of.textContent}` }));

const known = new Set(textsOf(answer).map(({ key }) => key));

/** Marks what does not stand in the page as it was computed. */
function mark(): void {
  for (const { of, key } of textsOf(answer)) if (!known.has(key)) of.classList.add('moved');
}

/** Which tables are open stays so. */
function show(main: string): void {
  const open = [...answer.querySelectorAll('details')].map((each) => each.getAttribute('open') !== null);
  answer.innerHTML = main;
  for (const [index, each] of [...answer.querySelectorAll('details')].entries())
    if (open[index] === true) each.setAttribute('open', '');
}

function follow(): void {
  const changes = changesIn(held, new Map(fields.map((field) => [field.name, field.value])));
  const now = answered(held, changes);
  const faults = 'faults' in now ? now.faults : new Map<string, string>();
  for (const field of fields) {
    const fault = faults.get(field.name);
    part(`${field.name}-fault`).textContent = fault ?? '';
    if (fault === undefined) field.removeAttribute('aria-invalid');
    else field.setAttribute('aria-invalid', 'true');
  }
  if ('faults' in now) {
    standing.textContent = 'A field cannot be read: the page stands as it was.';
    return;
  }
  show(now.main);
  mark();
  same.hidden = changes.size === 0;
  command.value = commandOf(held, changes);
  standing.textContent =
    changes.size === 0
      ? 'As it was computed.'
      : `Computed: ${held.total} a month at the cheapest. With ${changes.size === 1 ? 'your number' : `your ${changes.size} numbers`}: ${now.total}. What differs is marked.`;
}

/** After the last key, so that a page is not made for every digit. */
const PAUSE_MS = 120;
let timer: number | undefined;
const soon = () => {
  clearTimeout(timer);
  timer = setTimeout(follow, PAUSE_MS);
};

form.hidden = false;
form.addEventListener('input', soon);
form.addEventListener('reset', () => setTimeout(follow, 0));
form.addEventListener('submit', (event) => event.preventDefault());
part('copy').addEventListener('click', () => {
  command.select();
  document.execCommand('copy');
});
