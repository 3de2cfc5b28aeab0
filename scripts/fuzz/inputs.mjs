import { readdirSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { added, exchanged } from './statements.mjs';

const MOST = 4_000;

const textsIn = (folder, ending = /\.(?:ya?ml|json)$/) =>
  readdirSync(folder)
    .filter((name) => ending.test(name))
    .map((name) => ({ text: readFileSync(`${folder}/${name}`, 'utf8'), ending: extname(name) }))
    .filter(({ text }) => text.length < MOST);

const FILES = {
  profile: textsIn('fixtures/profiles'),
  budget: textsIn('fixtures/budgets').filter(({ text }) => text.includes('limits')),
  card: textsIn('fixtures/cards'),
  offers: textsIn('fixtures/offers'),
  proposal: textsIn('fixtures/proposals'),
  usage: textsIn('fixtures/usage', /\.(?:csv|jsonl?)$/),
  bad: textsIn('fixtures/bad'),
};

const VALUES = [
  ...[
    '0',
    '1',
    '-1',
    '0.5',
    '1.0001',
    '70%',
    '100%',
    '101%',
    '1e9',
    '1e99',
    '500M',
    '1.5B',
    '10T',
    '2_000_000',
    '1_',
    '',
  ],
  ...[
    'null',
    'true',
    '[]',
    '{}',
    '*x',
    '&x 1',
    '!t 1',
    '<<',
    '"',
    "'",
    '-',
    '|',
    '>',
    'free',
    'list',
    'direct',
    'batch',
  ],
  ...[
    '9'.repeat(41),
    `0.${'0'.repeat(60)}1`,
    'a'.repeat(300),
    '\u202e',
    '\u3164=1',
    '\ud83d\ude00',
    '=1+1',
    '$x',
    '\r',
    '\t',
  ],
  ...[
    '2026-12',
    '9999-06',
    '2026-02-30',
    '5m',
    '1h',
    'gpt-5.4',
    'claude-opus-4.7',
    'gemini-3.1-pro',
    'openrouter',
    'eu',
  ],
];

const NUMERAL = /\d[\d_.]*[kMB%]?/g;
const WORD = /[A-Za-z][\w.-]+/g;

/** One of the places where a pattern stands, replaced. */
function replacedOne(text, pattern, value, { pick }) {
  const found = [...text.matchAll(pattern)];
  if (found.length === 0) return text;
  const at = pick(found);
  return text.slice(0, at.index) + value + text.slice(at.index + at[0].length);
}

/** What can happen to a file between a keyboard and the program. */
const BENDS = [
  (text, random) => replacedOne(text, NUMERAL, random.pick(VALUES), random),
  (text, random) => replacedOne(text, NUMERAL, String(random.below(10 ** 9)), random),
  (text, random) => replacedOne(text, WORD, random.pick(VALUES), random),
  (text, random) => replacedOne(text, WORD, random.pick(text.match(WORD) ?? ['']), random),
  (text, { below }) => {
    const lines = text.split('\n');
    lines.splice(below(lines.length), 1);
    return lines.join('\n');
  },
  (text, { below }) => {
    const lines = text.split('\n');
    const at = below(lines.length);
    lines.splice(at, 0, lines[below(lines.length)] ?? '');
    return lines.join('\n');
  },
  (text, { below }) => text.slice(0, below(text.length)),
  (text, random) => {
    const at = random.below(text.length);
    return text.slice(0, at) + random.pick(VALUES) + text.slice(at);
  },
  (text) => text.replaceAll('\n', '\r\n'),
];

function bent(text, random) {
  let out = text;
  for (let times = random.below(3); times > 0; times--) out = random.pick(BENDS)(out, random);
  return out;
}

/** A file that says something else and is as sound as before: what is accepted has to be looked at, too. */
function turned(text, random) {
  let out = text;
  for (let times = random.below(4); times > 0; times--) {
    out = random.chance(0.5) ? exchanged(out, random) : added(out, random);
  }
  return out;
}

const NUMBERS = ['five', '-1', '9'.repeat(50), '10^18', '1_', '0', '3.5'];
const TOKENS = ['1M', '500M', '2M', '40k', '7B', '1.5B', '12k', '1e9', '1_000', '1'];

/** Values of each flag: sound ones, then the others. */
const FLAGS = {
  '--cache-hit': [
    ['70%', '0.7', '0', '1', '35%'],
    ['110%', 'x'],
  ],
  '--reads-per-write': [
    ['10', '3', '25'],
    ['0', 'x'],
  ],
  '--cache-ttl': [
    ['5m', '1h'],
    ['30m', '2h'],
  ],
  '--batch': [
    ['40%', '0', '100%'],
    ['7', 'x'],
  ],
  '--discount': [
    ['25%', '0', '12.5%'],
    ['100%', 'x'],
  ],
  '--floor': [
    ['50k', '50k-100k', '1k'],
    ['0', '9-1', 'x'],
  ],
  '--via': [
    ['openrouter', 'vercel'],
    ['none', 'tokenmart'],
  ],
  '--prepay': [['tokenmart'], ['none']],
  '--as-of': [
    ['2026-11-23', '2026-12-15'],
    ['2020-01-01', '9999-12-31', 'x'],
  ],
  '--card': [['published', 'article-2026'], ['none']],
};

/** Flags whose two values may well come to the same: a card or a day that prices the same work alike says so at its end. */
export const CHANGES = ['--cache-hit', '--reads-per-write', '--cache-ttl', '--batch', '--discount', '--floor'];

export const otherValue = (flag, value, { pick }) => {
  const others = FLAGS[flag][0].filter((each) => each !== value);
  return pick(others);
};

/** Every other sound value of a flag, and none. */
export const othersOf = (line, at) => [
  ...FLAGS[line[at]][0].filter((each) => each !== line[at + 1]).map((each) => line.with(at + 1, each)),
  line.toSpliced(at, 2),
];

function flagsOf(random, sound) {
  return Object.entries(FLAGS).flatMap(([flag, [good, bad]]) => {
    if (!random.chance(sound ? 0.12 : 0.15)) return [];
    return [flag, random.pick(sound || random.chance(0.5) ? good : bad)];
  });
}

const MODELS = ['gpt-5.4', 'claude-opus-4.7', 'gemini-3.1-pro'];

function volume(random, sound) {
  const amount = () => random.pick(sound || random.chance(0.5) ? TOKENS : NUMBERS);
  if (sound) return ['--in', amount(), '--out', amount(), '--model', random.pick(MODELS)];
  return [
    ...(random.chance(0.9) ? ['--in', amount()] : []),
    ...(random.chance(0.8) ? ['--out', amount()] : []),
    ...(random.chance(0.9) ? ['--model', random.pick([...MODELS, 'gpt', '\u202e'])] : []),
  ];
}

/** Of an input, four in five are sound: the others are refused as a rule, and show less. */
const SOUND = 0.8;

/** A command line with the files it names: text and ending by the word that stands for each on the line. */
export function inputOf(random) {
  const files = {};
  const sound = random.chance(SOUND);
  const file = (kind) => {
    const name = `FILE${Object.keys(files).length}`;
    const { text, ending } = random.pick(!sound && random.chance(0.1) ? FILES.bad : FILES[kind]);
    const gentle =
      kind === 'profile' || kind === 'budget' || kind === 'usage' || kind === 'proposal' ? turned : (as) => as;
    files[name] = { text: sound ? gentle(text, random) : bent(text, random), ending, kind };
    return name;
  };
  const source = () => (random.chance(0.75) ? ['--profile', file('profile')] : volume(random, sound));
  const own = () => [
    ...(random.chance(0.15) ? ['--offers', file('offers')] : []),
    ...(!sound && random.chance(0.1) ? ['--card', file('card')] : []),
  ];
  const estimate = () => ['estimate', ...source(), ...flagsOf(random, sound), ...own()];
  const check = () => [
    'check',
    ...source(),
    ...flagsOf(random, sound),
    ...own(),
    ...(random.chance(0.6) ? ['--budget', file('budget')] : ['--max', random.pick(sound ? TOKENS : NUMBERS)]),
  ];
  const decide = () => [
    'decide',
    ...source(),
    ...flagsOf(random, sound),
    ...own(),
    ...(random.chance(0.3) ? ['--proposal', file('proposal')] : []),
  ];
  const imported = () => [
    'import',
    file('usage'),
    ...(random.chance(0.2) ? [file('usage'), '--add'] : []),
    ...(random.chance(0.3) ? ['--by', random.pick(['key', 'project', 'user', 'route'])] : []),
  ];
  const diff = () => ['diff', file('profile'), file('profile')];
  const validate = () => ['cards', 'validate', file('card')];
  const show = () => ['cards', 'show', ...(random.chance(0.9) ? ['--card', file('card')] : [])];
  // What takes several times as long as the others comes less often: cards, and plans the least.
  const often = [estimate, estimate, estimate, check, check, diff, imported];
  const makers = [...Array(8).fill(often).flat(), validate, validate, show, decide];
  return { line: random.pick(makers)(), files };
}
