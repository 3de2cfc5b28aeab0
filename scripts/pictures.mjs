// The pictures of docs/pictures, each cut out of a report that the program itself writes, so that they show what it says
// today: `npm run build && node scripts/pictures.mjs [FOLDER]`. A page shows each with its title as the text in its place.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const DAY = '2026-11-23';

/** Command lines, and by its name each picture of their reports that is kept: how its text alternative begins. */
const REPORTS = [
  {
    line: 'estimate --in 500M --out 1.5B --model claude-opus-4.7',
    pictures: { levers: 'What each lever saves', volume: 'Cost over volume' },
  },
  {
    line: 'decide --profile fixtures/profiles/portfolio.yaml',
    pictures: { waterfall: 'From list price', drivers: 'What each unknown does' },
  },
  {
    line: 'compare --in 500M --out 1.5B --models claude-opus-4.7,gpt-5.4,gemini-3.1-pro',
    pictures: { compare: '' },
  },
  {
    line: 'audit --usage fixtures/audit/openai-usage.csv --bill fixtures/audit/openai-cost.csv',
    pictures: { bill: '' },
  },
  {
    line: 'track --contract fixtures/audit/anthropic-contract.yaml --usage fixtures/audit/anthropic-autumn.csv --as-of 2026-10-20',
    pictures: { drawdown: '' },
  },
];

/** Pixels around a picture, and from one line of its key to the next. */
const MARGIN = 16;
const KEY_LINE = 20;

const textOf = (html) => html.replace(/<[^>]*>/g, '').trim();
const attributeOf = (svg, name) => new RegExp(`^<svg[^>]*? ${name}="([^"]*)"`).exec(svg)?.[1] ?? '';

/** The colours of a report, light and dark, as its own style sheet has them. */
const coloursOf = (html) =>
  /:root\{[^}]*\}\s*@media \(prefers-color-scheme:dark\)\{:root\{[^}]*\}\}/.exec(html)?.[0] ?? '';

/** What the colours of a picture mean, a line each. */
function keyLines(figure) {
  const items = [...figure.matchAll(/<li>(<svg.*?<\/svg>)(.*?)<\/li>/gs)];
  return items.map(([, mark, name], at) => {
    const top = MARGIN + at * KEY_LINE;
    return `${mark.replace('<svg ', `<svg x="${MARGIN}" y="${top}" `)}<text x="${MARGIN + 36}" y="${top + 11}">${name.trim()}</text>`;
  });
}

/** A figure of a report as a picture of its own. */
function standalone(figure, colours) {
  const [, drawn = ''] = /<div class="wide">(<svg.*<\/svg>)<\/div>\s*<div class="narrow">/s.exec(figure) ?? [];
  const [, title = ''] = /<figcaption>(.*?)<\/figcaption>/s.exec(figure) ?? [];
  const key = keyLines(figure);
  const top = MARGIN + key.length * KEY_LINE;
  const [width, height] = ['width', 'height'].map((name) => Number(attributeOf(drawn, name)));
  const size = `width="${width + 2 * MARGIN}" height="${top + height + MARGIN}"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} viewBox="0 0 ${width + 2 * MARGIN} ${top + height + MARGIN}" role="img" aria-label="${attributeOf(drawn, 'aria-label')}">`,
    `<title>${textOf(title)}</title>`,
    `<style>${colours}svg{color:var(--ink)}</style>`,
    '<rect width="100%" height="100%" fill="var(--paper)"/>',
    `<g font-family="system-ui, sans-serif" font-size="13" fill="var(--ink)">${key.join('')}</g>`,
    drawn.replace('<svg ', `<svg x="${MARGIN}" y="${top}" `),
    '</svg>\n',
  ].join('\n');
}

function reportOf(line, path) {
  const day = line.includes('--as-of') ? [] : ['--as-of', DAY];
  const words = [...line.split(' '), ...day, '--quiet', '--format', 'html', '--output', path];
  const { status, stderr } = spawnSync(process.execPath, [join(root, 'bin/tokencost.js'), ...words], {
    cwd: root,
    encoding: 'utf8',
  });
  if (![0, 3, 4].includes(status)) throw new Error(`tokencost ${words.join(' ')}: ${stderr}`);
  return readFileSync(path, 'utf8');
}

const target = process.argv[2] ?? join(root, 'docs', 'pictures');
mkdirSync(target, { recursive: true });
const scratch = mkdtempSync(join(tmpdir(), 'tokencost-pictures-'));
try {
  for (const { line, pictures } of REPORTS) {
    const html = reportOf(line, join(scratch, 'report.html'));
    const figures = [...html.matchAll(/<figure>.*?<\/figure>/gs)].map(([figure]) => figure);
    for (const [name, alt] of Object.entries(pictures)) {
      const figure = figures.find((each) => each.includes(`aria-label="${alt}`));
      if (figure === undefined) throw new Error(`no picture "${alt}" in the report of tokencost ${line}`);
      writeFileSync(join(target, `${name}.svg`), standalone(figure, coloursOf(html)));
    }
  }
} finally {
  rmSync(scratch, { recursive: true });
}
