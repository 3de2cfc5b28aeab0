const MIB = 1_048_576;

const whole = (value) => Math.round(value).toLocaleString('en-US');
const ms = (value, places = 1) => value.toFixed(places);
const mib = (bytes) => (bytes / MIB).toFixed(1);
const times = (value) => (value === undefined ? '' : `${value.toFixed(value < 10 ? 2 : 1)}x`);

/** Rows under heads: the first column to the left, the others to the right. */
function columns(heads, rows) {
  const widths = heads.map((head, column) => Math.max(head.length, ...rows.map((row) => row[column].length)));
  const line = (cells) =>
    cells
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column])))
      .join('  ')
      .trimEnd();
  return [line(heads), ...rows.map(line)].map((text) => `  ${text}`);
}

function startupLines(rows) {
  return [
    'Start-up, wall ms against `node -e 0` in turn (ratio: median over the pairs)',
    ...columns(
      ['command', 'pairs', 'median', 'fastest', 'node -e 0', 'ratio'],
      rows.map((row) => [
        row.name,
        String(row.pairs),
        ms(row.medianMs),
        ms(row.fastestMs),
        ms(row.floorMs),
        times(row.ratio),
      ]),
    ),
  ];
}

const used = (row) => [
  ms(row.medianMs),
  times(row.ratio),
  ms(row.cpu * 1000),
  times(row.cpuRatio),
  mib(row.peakBytes),
  mib(row.floorBytes),
];

const stopped = ({ stoppedAfterMinutes }) => [`stopped after ${stoppedAfterMinutes} min`, '', '', '', '', ''];

function commandLines(rows) {
  return [
    'Whole commands against `node -e 0` in turn, output to a pipe (ratios: medians over the pairs)',
    ...columns(
      ['command', 'pairs', 'median ms', 'ratio', 'processor ms', 'ratio', 'peak MiB', 'node -e 0'],
      rows.map((row) => [
        row.name,
        String(row.pairs),
        ...(row.stoppedAfterMinutes === undefined ? used(row) : stopped(row)),
      ]),
    ),
  ];
}

function throughputLines({ samples, sampleMs, rows, peers }) {
  const [label, seconds] = ['genai-prices calcPrice', 'a second'];
  return [
    `Engine, claude-opus-4.7, exact configurations a second (median of ${samples} samples of ${sampleMs} ms)`,
    ...columns(
      ['configuration', seconds, 'total', 'against the peer', ''],
      [
        ...rows.map((row) => [row.name, whole(row.perSecond), row.total, times(row.ratio), row.peer ?? '']),
        ...peers.map((peer) => [`${label}, ${peer.kind}`, whole(peer.perSecond), String(peer.total), '', '']),
      ],
    ),
  ];
}

function memoryLines({ peaks, heap }) {
  return [
    'Memory, MiB',
    ...columns(
      ['command', 'samples', 'peak', 'node -e 0', 'more'],
      peaks.map((row) => [
        row.name,
        String(row.samples),
        mib(row.peakBytes),
        mib(row.floorBytes),
        mib(row.peakBytes - row.floorBytes),
      ]),
    ),
    `  heap kept by the answer for ${whole(heap.workloads)} workloads: ${mib(heap.retainedBytes)}`,
  ];
}

function growthLines(rows) {
  return [
    'Growth, a whole estimate in process, ms',
    ...columns(
      ['workloads', 'samples', 'median', 'per workload'],
      rows.map((row) => [whole(row.workloads), whole(row.samples), ms(row.medianMs, 3), ms(row.msPerWorkload, 4)]),
    ),
  ];
}

function decisionLines(rows) {
  const fixed = (row) => (row.alternatives === 0 ? 'fixed' : `${row.alternatives + 1} each`);
  return [
    `Plans of decide in process, ms (median of ${rows[0].samples}), and USD a month between the plan and its bound`,
    ...columns(
      [
        'workloads',
        'providers',
        'bands',
        'models',
        'floors',
        'median',
        'slowest',
        'combinations',
        'by bounds',
        'proof',
        'gap',
      ],
      rows.map((row) => [
        whole(row.workloads),
        String(row.providers),
        String(row.bands),
        fixed(row),
        row.level === 'near' ? 'decide' : 'cleared',
        ms(row.medianMs),
        ms(row.slowestMs),
        whole(row.states),
        whole(row.settledByBounds),
        row.method,
        `${row.gap.toFixed(2)} of ${whole(row.cost)}`,
      ]),
    ),
  ];
}

function importLines({ files, small }) {
  const seconds = (value) => value.toFixed(2);
  return [
    'Import against bare DuckDB in turn, by day, model and mode, and with the very groups and exact dollars of import (medians over the pairs):',
    'seconds, their ratio; seconds of processor time, and the ratio to either; peaks in MiB',
    ...columns(
      [
        'file',
        'rows',
        'MiB',
        'pairs',
        'import',
        'DuckDB',
        'ratio',
        'CPU',
        'DuckDB',
        'same groups',
        'ratio',
        'same groups',
        'peak',
        'DuckDB',
      ],
      files.map((row) => [
        row.name,
        whole(row.rows),
        mib(row.bytes),
        String(row.pairs),
        seconds(row.seconds),
        seconds(row.bareSeconds),
        times(row.ratio),
        seconds(row.cpu),
        seconds(row.bareCpu),
        seconds(row.sameCpu),
        times(row.cpuRatio),
        times(row.sameRatio),
        mib(row.peakBytes),
        mib(row.barePeakBytes),
      ]),
    ),
    `  ${small.name}: ${ms(small.medianMs)} ms, node -e 0 ${ms(small.floorMs)} ms, ratio ${times(small.ratio)}`,
  ];
}

/** The report for people; what was not measured is left out. */
export function text({ node, cpus, cpu, commands, imports, ...own }) {
  const { startup, throughput, memory, growth, decisions } = own;
  const parts = [
    [`node ${node}, ${cpus} CPUs (${cpu})`],
    ...(commands === undefined ? [] : [commandLines(commands)]),
    ...(startup === undefined
      ? []
      : [
          startupLines(startup),
          throughputLines(throughput),
          memoryLines(memory),
          growthLines(growth),
          decisionLines(decisions),
        ]),
    ...(imports === undefined ? [] : [importLines(imports)]),
  ];
  return `${parts.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}
