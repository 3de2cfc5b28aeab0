import { describe, expect, test } from 'vitest';
import { fileOf } from '../support/folders.ts';
import fc from '../support/laws.ts';
import { run } from '../support/transcript.ts';

async function answer(line: string, ...files: string[]) {
  const argv = line.split(' ').map((word) => (word === 'FILE' ? (files.shift() ?? '') : word));
  const { stdout, exitCode, stderr } = await run([...argv, '--format', 'json', '--quiet']);
  expect(stderr).toBe('');
  return { ...JSON.parse(stdout), exitCode };
}

const modelIn = (of: { models: { model: string }[] }, id: string) => of.models.find(({ model }) => model === id);

describe('a model costs in a comparison what it costs in an estimate of the same tokens', () => {
  test.each([
    '',
    '--cache-hit 70% --batch 40%',
    '--cache-hit 35% --reads-per-write 4 --cache-ttl 1h',
    '--batch --discount 25% --floor 10k',
    '--via openrouter --batch 0',
  ])('levers and terms %j', async (flags) => {
    const tokens = `--in 900M --out 800M ${flags}`.trim();
    const compared = await answer(`compare ${tokens} --models gpt-5.4,gemini-3.1-pro,claude-haiku-4.5,deepseek-v4-pro`);
    expect(compared.models).toHaveLength(4);
    for (const each of compared.models) {
      const estimate = await answer(`estimate ${tokens} --model ${each.model}`);
      const [workload] = estimate.workloads;
      const rows = new Map(workload.configurations.map((row: { id: string }) => [row.id, row]));
      const list = (id: string) => rows.get(id) as { monthlyCost: number; reasonCode: string | null };
      expect([each.cheapestCost, each.workloads[0].configuration]).toEqual([
        estimate.totals.buyableCost,
        workload.cheapest,
      ]);
      expect(each.threshold).toEqual(estimate.threshold.providers[0]);
      for (const [state, id] of [
        ['asIs', 'list'],
        ['cache', 'list+cache'],
        ['batch', 'list+batch'],
        ['both', 'list+batch+cache'],
      ] as const) {
        const row = list(id);
        const out = ['leverNotStated', 'batchNotOffered'].includes(row.reasonCode ?? '');
        expect(each.list[state]?.monthlyCost ?? null).toBe(out ? null : row.monthlyCost);
      }
    }
  });

  test('of a profile, whose every workload runs on the model', async () => {
    const compared = await answer('compare --profile fixtures/profiles/leaning.yaml --provider openai');
    expect(compared.models.length).toBeGreaterThan(5);
    const { stdout } = await run([
      'estimate',
      '--profile',
      'fixtures/profiles/leaning.yaml',
      '--format',
      'json',
      '--quiet',
    ]);
    expect(compared.reference).toEqual({
      model: null,
      cheapestCost: JSON.parse(stdout).totals.buyableCost,
      cheapestBound: 'exact',
    });
  });
});

describe('tokens of one model are counted in those of another', () => {
  test('by what is published: 1.3 tokens of the newer tokenizer for one of the older', async () => {
    // 1B in and 100M out: 1,000 x 5 + 100 x 25 dollars; the newer one at 4 and 20, times 1.3.
    const { models, reference } = await answer('compare --in 1B --out 100M --models claude-opus-4.6,claude-opus-5.5');
    expect(reference.model).toBe('claude-opus-4.6');
    const [older, newer] = ['claude-opus-4.6', 'claude-opus-5.5'].map((id) => modelIn({ models }, id));
    expect(older).toMatchObject({ list: { asIs: { monthlyCost: 7500 } }, workloads: [{ tokenFactor: 1 }] });
    expect(newer).toMatchObject({ list: { asIs: { monthlyCost: 7800 } }, workloads: [{ tokenFactor: 1.3 }] });
    expect(models[0].model).toBe('claude-opus-4.6');
  });

  test('by the model that is named, whatever the others are', async () => {
    const { models } = await answer('compare --in 1.3B --out 130M --model claude-opus-4.7 --models claude-opus-4.6');
    expect(modelIn({ models }, 'claude-opus-4.6')).toMatchObject({
      workloads: [{ tokens: { input: 1e9, output: 1e8 } }],
      list: { asIs: { monthlyCost: 7500 } },
    });
  });

  test('as often as the profile states of an alternative', async () => {
    const profile = fileOf(`workloads:
  - model: claude-opus-4.6
    tokens: { input: 1B, output: 100M }
    alternatives: [{ model: claude-opus-5.5, tokenFactor: 1.1 }]
`);
    const { models } = await answer('compare --profile FILE --models claude-opus-5.5', profile);
    expect(models[0]).toMatchObject({ workloads: [{ tokenFactor: 1.1 }], list: { asIs: { monthlyCost: 6600 } } });
  });

  test('not at all where nobody said whose they are, and that is told', async () => {
    const { stdout } = await run('compare --in 1B --provider anthropic'.split(' '));
    expect(stdout).toContain('Nobody said whose tokens these are');
    expect(stdout).not.toMatch(/0\.77x tokens|1\.3x tokens/);
  });
});

describe('what is compared', () => {
  test('the cheapest comes first, and nothing is summed over models', async () => {
    const { models } = await answer('compare --in 500M --out 1.5B');
    const costs = models.map((each: { cheapestCost: number }) => each.cheapestCost);
    expect(costs).toEqual(costs.toSorted((a: number, b: number) => a - b));
    expect(models.length).toBeGreaterThan(50);
    for (const { threshold, list } of models) expect(threshold.listSpend).toBe(list.asIs.monthlyCost);
  });

  test('every model of the card is compared or has a reason why not', async () => {
    const { models, leftOut } = await answer('compare --in 500M --out 1.5B');
    const { stdout } = await run(['cards', 'show', '--format', 'json']);
    const known = (JSON.parse(stdout).models as { model: string }[]).map(({ model }) => model);
    const seen = [...models, ...leftOut].map(({ model }: { model: string }) => model);
    expect(seen.toSorted()).toEqual(known.toSorted());
    expect(leftOut).toContainEqual(expect.objectContaining({ model: 'text-embedding-3-large', code: 'writesNothing' }));
  });

  test('a model that was named and has no price for the work stays, last, with exit code 4', async () => {
    const { models, exitCode } = await answer('compare --in 1B --out 1M --models gpt-5.4,text-embedding-3-large');
    expect([models[1].model, models[1].cheapestCost, exitCode]).toEqual(['text-embedding-3-large', null, 4]);
  });

  test('the tier of a workload holds without --tier, and --tier takes its place', async () => {
    const judged = async (flags: string) => {
      const { models, leftOut } = await answer(`compare --profile fixtures/profiles/governed.yaml ${flags}`);
      const left = leftOut.find(({ model }: { model: string }) => model === 'gemini-3.1-pro');
      return [models.map(({ model }: { model: string }) => model).toSorted(), left?.code];
    };
    expect(await judged('--models gpt-5.4,gemini-3.1-pro')).toEqual([['gpt-5.4'], 'belowTier']);
    // Nobody sells it in the region that a workload states; its tier is high enough.
    expect(await judged('--tier 2')).toEqual([['claude-opus-4.7', 'gpt-5.4'], 'unpriced']);
    expect(await judged('--tier 3')).toEqual([['claude-opus-4.7', 'gpt-5.4'], 'belowTier']);
  });
});

describe('the alternatives of a profile', () => {
  const files = () => {
    const price = (id: string, input: number, output: number) =>
      `  ${id}: { provider: acme, rates: [{ from: 2026-01-15, usdPerMtok: { input: ${input}, output: ${output} }, source: { url: "https://acme.example", checked: 2026-10-30, confidence: official } }] }\n`;
    const card = fileOf(
      `id: acme\nversion: 2026-11-01\nproviders: { acme: { name: Acme } }\nmodels:\n${price('large', 4, 20)}${price('middle', 2, 10)}${price('small', 1, 5)}`,
      'card.yaml',
    );
    const profile = fileOf(
      `qualityTiers: { large: 3, middle: 2, small: 1 }
workloads:
  - { name: w, model: large, tokens: { input: 100M, output: 10M }, minQualityTier: 2, alternatives: [{ model: middle, tokenFactor: 1.5 }, { model: small }] }
  - { name: other, model: large, tokens: { input: 1M } }
`,
      'profile.yaml',
    );
    return { card, profile };
  };

  test('are each priced by themselves, those that lose too', async () => {
    const { card, profile } = files();
    const { alternatives } = await answer(`compare --profile ${profile} --card ${card} --as-of 2026-11-01`);
    // 100M x 1 + 10M x 5; 150M x 2 + 15M x 10; 100M x 4 + 10M x 20, each a million.
    expect(alternatives).toEqual([
      {
        workload: 'w',
        models: [
          {
            model: 'small',
            alternative: true,
            belowTier: true,
            tokenFactor: 1,
            configuration: 'list',
            monthlyCost: 150,
          },
          {
            model: 'middle',
            alternative: true,
            belowTier: false,
            tokenFactor: 1.5,
            configuration: 'list',
            monthlyCost: 450,
          },
          {
            model: 'large',
            alternative: false,
            belowTier: false,
            tokenFactor: 1,
            configuration: 'list',
            monthlyCost: 600,
          },
        ],
      },
    ]);
  });

  test('stand on the page, with what is against one', async () => {
    const { card, profile } = files();
    const { stdout } = await run(
      `compare --profile ${profile} --card ${card} --as-of 2026-11-01 --models large --quiet --format markdown`.split(
        ' ',
      ),
    );
    expect(stdout).toContain('The alternatives of the profile');
    expect(stdout).toMatch(/\| w \| small \(tier 1, under the least of 2\) \| 1x \| \$150\.00 \| list \|/);
    expect(stdout).toMatch(/\| w \| large \(as stated\) \| 1x \| \$600\.00 \| list \|/);
  });

  test('are none of flags and of a profile that states none', async () => {
    const { alternatives } = await answer('compare --in 1M --out 1M --models gpt-5.4,claude-opus-4.7');
    expect(alternatives).toEqual([]);
  });
});

describe('the least context window', () => {
  const source = '{ url: "https://acme.example/models", checked: 2026-10-30, confidence: official }';
  const model = (name: string, window: string) =>
    `  ${name}:\n    provider: acme\n${window}    rates: [{ from: 2026-01-15, usdPerMtok: { input: 4, output: 20 }, source: ${source} }]\n`;
  const windowOf = (tokens: string) => `    contextWindow: { tokens: ${tokens}, source: ${source} }\n`;
  const card = () =>
    fileOf(
      `id: acme\nversion: 2026-11-01\nproviders: { acme: { name: Acme } }\nmodels:\n${model('small', windowOf('199_999'))}${model('exact', windowOf('200k'))}${model('silent', '')}`,
    );
  const compared = async (flags: string) => {
    const line = `compare --in 1M --out 1M --card ${card()} --as-of 2026-11-01 --min-context 200k ${flags}`;
    const { models, leftOut } = await answer(line.trim());
    return [
      models.map(({ model: id }: { model: string }) => id),
      leftOut.map(({ model: id, code, text }: { model: string; code: string; text: string }) => [id, code, text]),
    ];
  };

  test('keeps those that have it, and says of the others why they are out', async () => {
    expect(await compared('')).toEqual([
      ['exact'],
      [
        ['small', 'smallContext', 'a context window of 199,999 tokens, under the least of 200,000'],
        ['silent', 'noContext', 'no context window is on the card'],
      ],
    ]);
  });

  test('leaves a model that was named where nobody says how large it is', async () => {
    const [models, out] = await compared('--models silent,small');
    expect([models, out.map(([id]: string[]) => id)]).toEqual([['silent'], ['small']]);
  });

  test('stands on the published card with who says so', async () => {
    const { stdout } = await run('cards show gpt-5.4 --format json'.split(' '));
    expect(JSON.parse(stdout).models[0].contextWindow).toEqual({
      tokens: 1_050_000,
      source: expect.objectContaining({
        url: 'https://www.npmjs.com/package/@pydantic/genai-prices',
        confidence: 'secondHand',
      }),
    });
  });
});

describe('a spend in place of tokens', () => {
  const bought = async (spend: string, ratio: string, flags = '') => {
    const line = `compare --spend ${spend} --in-out ${ratio} --models gpt-5.4,claude-opus-4.7 ${flags}`.trim();
    return answer(line);
  };

  test('buys what the list price says, by hand', async () => {
    // gpt-5.4 is 2.50 and 15.00: a million in and three out cost 47.50.
    const { bought: found, models } = await bought('47.5k', '1:3');
    expect(found).toEqual({
      spend: 47_500,
      model: 'gpt-5.4',
      tokens: { input: 1_000_000_000, output: 3_000_000_000 },
      listCost: 47_500,
    });
    expect(modelIn({ models }, 'claude-opus-4.7')).toMatchObject({ list: { asIs: { monthlyCost: 80_000 } } });
  });

  test('both sides are rounded down: a token more of each would cost too much', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 10_000_000 }),
        fc.integer({ min: 1, max: 99 }),
        fc.integer({ min: 1, max: 99 }),
        fc.constantFrom('', '--cache-hit 60%', '--batch 30%', '--cache-hit 10% --batch'),
        async (cents, one, other, flags) => {
          const spend = `${(BigInt(cents) / 100n).toString()}.${String(cents % 100).padStart(2, '0')}`;
          const found = await bought(spend, `${one}:${other}`, flags);
          const { input, output } = found.bought.tokens;
          const cost = async (tokens: [number, number]) => {
            const line = `estimate --in ${tokens[0]} --out ${tokens[1]} --model gpt-5.4 ${flags}`.trim();
            const { threshold } = await answer(line);
            return threshold.providers[0].optimisedSpend;
          };
          expect(found.bought.listCost).toBe(await cost([input, output]));
          expect(found.bought.listCost).toBeLessThanOrEqual(Number(spend));
          expect(await cost([input + 1, output + 1])).toBeGreaterThan(Number(spend));
        },
      ),
      { numRuns: 12 },
    );
  });
});

test.each(['estimate', 'decide', 'compare', 'check --max 1k'])(
  'several models in --model of %s are pointed to where they stand side by side',
  async (command) => {
    const { stderr, exitCode } = await run([...command.split(' '), '--in', '1M', '--model', 'gpt-5.4,claude-opus-4.7']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('tokencost compare --models gpt-5.4,claude-opus-4.7');
  },
);

describe('work without output', () => {
  test('is that of models that embed where none of those looked at writes', async () => {
    const { models, leftOut, exitCode } = await answer('compare --in 1B --provider voyageai');
    expect([models.length > 1, leftOut, exitCode]).toEqual([true, [], 0]);
  });

  test('is bought with a spend whose ratio has no output', async () => {
    // voyage-4 costs $0.06 a million: $60 buy 1B tokens.
    const { bought } = await answer('compare --spend 60 --in-out 1:0 --models voyage-4');
    expect(bought).toMatchObject({ tokens: { input: 1_000_000_000, output: 0 }, listCost: 60 });
  });

  test('why nothing is left is said in the headline', async () => {
    const { stdout } = await run('compare --in 1M --out 1M --provider voyageai --quiet'.split(' '));
    expect(stdout).toContain('For\nembeddings give --in without --out.');
    expect(stdout).not.toContain('How to read it');
  });
});

test('a dash is not said to be a lever that is sold nowhere, where nobody stated it', async () => {
  const { stdout } = await run(
    'compare --in 1B --out 100M --models gpt-5.4,claude-opus-4.7 --cache-hit 50% --quiet'.split(' '),
  );
  expect(stdout).toMatch(/cache 50% │ batch │/);
  expect(stdout).toContain('- A dash: the lever is not stated, or is not to be had there.');
});

test('a model without a price is no rival of the cheapest', async () => {
  const { stdout } = await run(
    'compare --in 1B --out 100M --models text-embedding-3-large,gpt-5.4,claude-haiku-4.5 --quiet'.split(' '),
  );
  const [, words = ''] =
    /^(claude-haiku-4\.5 is [^:]*):/m.exec(stdout.replaceAll('\n', ' ').replace(/ (?=claude-haiku)/, '\n')) ?? [];
  expect(words).toBe('claude-haiku-4.5 is the cheapest of the 2 of 3 models that can be bought at a known price');
});

test('a spend that buys nothing is refused', async () => {
  for (const spend of ['0', '0.00', '0.0000001']) {
    const { stdout, exitCode } = await run(`compare --spend ${spend} --in-out 1:3 --model gpt-5.4`.split(' '));
    expect([stdout, exitCode]).toEqual(['', 2]);
  }
});

test('an option of another command is pointed to it', async () => {
  const { stderr } = await run('estimate --spend 40k --in-out 1:3 --model gpt-5.4'.split(' '));
  expect(stderr).toContain('--spend belongs to tokencost compare.');
});
