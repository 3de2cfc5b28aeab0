// Holds a recalculated workbook against the JSON of the program, cell by cell, to the cent.
const CENT = 0.005;
const SHARE = 1e-9;

const yesNo = (holds) => (holds ? 'Yes' : 'No');
const blank = (value) => (value === null || value === undefined ? '' : value);

/** What differs, in words; nothing where both say the same. */
function difference(what, cell, said, tolerance) {
  const [a, b] = [blank(cell), blank(said)];
  const same = typeof a === 'number' && typeof b === 'number' ? Math.abs(a - b) < tolerance : a === b;
  return same ? [] : [`${what}: the workbook has ${a === '' ? 'nothing' : a}, the program ${b === '' ? 'nothing' : b}`];
}

/** Rows under a header as objects by title. */
function byTitle(rows, from, to) {
  const titles = rows[from];
  return rows.slice(from + 1, to).map((row) => Object.fromEntries(titles.map((title, place) => [title, row[place]])));
}

/** Every configuration: its cost, what it saves, whether it can be bought, and why not. */
function configurations(sheet, workloads) {
  const rows = byTitle(sheet, 0).slice(1);
  const said = workloads.flatMap(({ name, configurations: all }) => all.map((each) => ({ name, ...each })));
  if (rows.length !== said.length)
    return { checked: 0, wrong: [`${rows.length} rows for ${said.length} configurations`] };
  const wrong = said.flatMap((each, place) => {
    const row = rows[place];
    const is = (column, value, tolerance = CENT) =>
      difference(`${each.name}, ${each.id}, ${column}`, row[column], value, tolerance);
    return [
      ...is('id', each.id),
      ...is('levels are', each.basis),
      ...is('can be bought', yesNo(each.available)),
      ...is('reason, by code', each.reasonCode),
      ...is('USD a month', each.monthlyCost),
      ...is('USD a year', each.annualCost),
      ...is('saving, USD a month', each.savings),
      ...is('saving', each.savingsShare, SHARE),
      ...is('at the deepest discount', each.range?.low),
      ...is('at the shallowest discount', each.range?.high),
    ];
  });
  return { checked: said.length, wrong };
}

const VERDICTS = ['verdict', 'listVerdict', 'optimisedVerdict'];
const SPENDS = ['baselineSpend', 'listSpend', 'optimisedSpend'];

function floors(sheet, providers) {
  const title = sheet.findIndex((row) => row[0] === 'Negotiation floor');
  return providers.flatMap((each, place) => {
    const row = sheet[title + 2 + place];
    const is = (what, column, value) => difference(`${each.provider}, ${what}`, row[column], value, CENT);
    return [
      ...SPENDS.flatMap((key, index) => is(key, 3 + 2 * index, each[key])),
      ...VERDICTS.flatMap((key, index) => is(key, 4 + 2 * index, each[key])),
      ...is('toFloor', 9, each.toFloor),
      ...difference(`${each.provider}, volumeMultiple`, row[10], each.volumeMultiple, SHARE),
    ];
  });
}

/** The decision of an estimate: totals, the cheapest row of each workload, verdicts. */
function decision(sheet, { totals, workloads, threshold }) {
  const cheapest = workloads.flatMap(({ name, cheapest: id }, place) =>
    difference(`${name}, cheapest`, sheet[3 + place][17], id, CENT),
  );
  return [
    ...difference('total baseline', sheet[2][3], totals.baselineCost, CENT),
    ...difference('total cheapest', sheet[2][6], totals.cheapestCost, CENT),
    ...cheapest,
    ...floors(sheet, threshold.providers),
  ];
}

/** The figures that the first sheet opens with. */
function front(sheet, baseline, cost) {
  const of = (title) => sheet.find((row) => row[0] === title)?.[1];
  const bought = sheet[sheet.findIndex((row) => row[0] === 'list price, no levers') + 1]?.[1];
  return [
    ...difference('first sheet, list price', of('list price, no levers'), baseline, CENT),
    ...difference('first sheet, cost', bought, cost, CENT),
  ];
}

/** What differs between a recalculated workbook of `estimate` and its JSON, and how many rows were looked at. */
export function compareEstimate(sheets, json) {
  const { checked, wrong } = configurations(sheets.get('Configurations'), json.workloads);
  return {
    checked,
    wrong: [
      ...wrong,
      ...decision(sheets.get('Cheapest'), json),
      ...front(sheets.get('Summary'), json.totals.baselineCost, json.totals.cheapestCost),
    ],
  };
}

/** The choice of a plan, what each workload and contract costs, and the totals. */
export function compareDecide(sheets, { plan }) {
  const sheet = sheets.get('Plan');
  // Reserved units have rows of their own between the totals and the workloads that they do not serve.
  const { reservations } = plan;
  const offers = new Set(reservations.map(({ offer }) => offer));
  const units = reservations.flatMap((each, place) => {
    const row = sheet[6 + place];
    const count = each.pools.reduce((all, pool) => all + pool.units, 0);
    return [
      ...difference(`${each.offer}, units`, row[8], count, CENT),
      ...difference(`${each.offer}, unitPrice`, row[9], each.unitPrice, CENT),
      ...difference(`${each.offer}, cost`, row[10], each.cost, CENT),
      ...difference(`${each.offer}, listCost`, row[7], each.listCost, CENT),
    ];
  });
  const bought = plan.workloads.filter(({ channel }) => !offers.has(channel));
  const workloads = bought.flatMap((each, place) => {
    const row = sheet[6 + reservations.length + place];
    const is = (what, column, value = each[what]) => difference(`${each.name}, ${what}`, row[column], value, CENT);
    const levers = [is('cache', 5, yesNo(each.cache)), is('batch', 6, yesNo(each.batch))];
    return [
      ...[is('model', 1), is('baselineCost', 3), is('channel', 4), ...levers].flat(),
      ...[is('listCost', 7), is('monthlyCost', 10), difference(`${each.name}, can be bought`, row[11], 'Yes')].flat(),
    ];
  });
  const title = sheet.findIndex((row) => row[0] === 'Contracts');
  const signed = sheet.slice(title + 2).filter((row) => row[1] > 0 && row[11] === 'Yes');
  const contracts = plan.contracts.flatMap((each, place) => {
    const is = (what, column) => difference(`${each.provider}, ${what}`, signed[place]?.[column], each[what], CENT);
    return [
      is('commitment', 3),
      is('discount', 4),
      is('listSpend', 7),
      is('contractedCost', 8),
      is('shortfall', 10),
    ].flat();
  });
  const totals = [
    ...difference('baselineCost', sheet[2][3], plan.baselineCost, CENT),
    ...difference('listCost', sheet[2][7], plan.listCost, CENT),
    ...difference('contractedCost', sheet[2][10], plan.contractedCost, CENT),
    ...difference('shortfallCost', sheet[3][10], plan.shortfallCost, CENT),
    ...difference('effectiveCost', sheet[4][10], plan.effectiveCost, CENT),
  ];
  const first = front(sheets.get('Decision'), plan.baselineCost, plan.effectiveCost);
  const standing = difference('the plan can be bought', sheet[2][11], 'Yes');
  return {
    checked: plan.workloads.length,
    wrong: [...units, ...workloads, ...contracts, ...totals, ...first, ...standing],
  };
}

/** Floats of one formula calculated twice differ in their last digits. */
const FLOAT = 1e-9;

/** Formulas that do not come to the value stored beside them. */
export function compareStored(stored, recalculated) {
  return [...stored].flatMap(([name, rows]) =>
    rows.flatMap((row, line) =>
      row.flatMap((value, column) => {
        const scale = typeof value === 'number' ? Math.max(1, Math.abs(value)) : 1;
        const after = recalculated.get(name)[line]?.[column];
        return difference(`${name}, row ${line + 1}, column ${column + 1}, stored`, value, after, FLOAT * scale);
      }),
    ),
  );
}
