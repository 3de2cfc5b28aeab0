import { readdirSync, readFileSync } from 'node:fs';

const textsIn = (folder) =>
  readdirSync(folder)
    .filter((name) => /\.(?:ya?ml|json)$/.test(name))
    .map((name) => readFileSync(`${folder}/${name}`, 'utf8'))
    .filter((text) => text.length < 4_000);

const FILES = {
  profile: textsIn('fixtures/profiles'),
  budget: textsIn('fixtures/budgets').filter((text) => text.includes('limits')),
  card: textsIn('fixtures/cards'),
  offers: textsIn('fixtures/offers'),
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

const NUMBERS = [
  '1M',
  '500M',
  '2M',
  '40k',
  '7B',
  '0',
  '1.5B',
  '12k',
  '1e9',
  '-1',
  'five',
  '9'.repeat(50),
  '10^18',
  '1_000',
  '3.5',
];
const FLAGS = {
  '--cache-hit': ['70%', '0.7', '0', '1', '110%', 'x', '35%'],
  '--reads-per-write': ['10', '1', '0', '3', 'x'],
  '--cache-ttl': ['5m', '1h', '30m', '2h'],
  '--batch': ['40%', '0', '100%', '7'],
  '--discount': ['25%', '0', '100%', 'x'],
  '--floor': ['50k', '50k-100k', '0', '9-1', 'x'],
  '--via': ['openrouter', 'vercel', 'none', 'tokenmart'],
  '--prepay': ['tokenmart', 'none'],
  '--as-of': ['2026-11-23', '2026-12-15', '2020-01-01', '9999-12-31', 'x'],
  '--card': ['published', 'article-2026', 'none'],
};

function flagsOf(random) {
  return Object.entries(FLAGS).flatMap(([flag, values]) => (random.chance(0.15) ? [flag, random.pick(values)] : []));
}

const volume = (random) => [
  ...(random.chance(0.9) ? ['--in', random.pick(NUMBERS)] : []),
  ...(random.chance(0.8) ? ['--out', random.pick(NUMBERS)] : []),
  ...(random.chance(0.9)
    ? ['--model', random.pick(['gpt-5.4', 'claude-opus-4.7', 'gemini-3.1-pro', 'gpt', '\u202e'])]
    : []),
];

/** A command line with the files it names: text by the word that stands for each on the line. */
export function inputOf(random) {
  const files = {};
  const file = (kind) => {
    const name = `FILE${Object.keys(files).length}`;
    files[name] = bent(random.pick(random.chance(0.1) ? FILES.bad : FILES[kind]), random);
    return name;
  };
  const source = () => (random.chance(0.75) ? ['--profile', file('profile')] : volume(random));
  const own = () => [
    ...(random.chance(0.15) ? ['--offers', file('offers')] : []),
    ...(random.chance(0.1) ? ['--card', file('card')] : []),
  ];
  const estimate = () => ['estimate', ...source(), ...flagsOf(random), ...own()];
  const check = () => [
    'check',
    ...source(),
    ...flagsOf(random),
    ...(random.chance(0.6) ? ['--budget', file('budget')] : ['--max', random.pick(NUMBERS)]),
  ];
  const diff = () => ['diff', file('profile'), file('profile')];
  const validate = () => ['cards', 'validate', file('card')];
  const show = () => ['cards', 'show', ...(random.chance(0.9) ? ['--card', file('card')] : [])];
  // Cards take several times as long as the others to be read and drawn, so they come less often.
  const often = [estimate, estimate, estimate, check, check, diff];
  const makers = [...Array(8).fill(often).flat(), validate, validate, show];
  return { line: random.pick(makers)(), files };
}
