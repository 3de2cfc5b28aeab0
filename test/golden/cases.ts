/** Every transcript: the name of its file, and the command line. Refresh with `npx vitest -u` and read the diff. */
export const CASES: Readonly<Record<string, string>> = {
  // One company, from export to signature: docs/case.md.
  'case-import': 'tokencost import fixtures/case/anthropic.csv fixtures/case/openai.csv --by key',
  'case-compare':
    'tokencost compare --in 4.08B --out 220M --model gpt-5.4-mini --models gpt-6-luna,claude-haiku-5.5,gemini-3.1-flash-lite --cache-hit 30% --batch 80% --quiet',
  'case-estimate': 'tokencost estimate --profile fixtures/case/profile.yaml --quiet',
  'case-decide':
    'tokencost decide --profile fixtures/case/profile.yaml --proposal fixtures/case/proposal.yaml --quiet',
  'case-brief':
    'tokencost decide --profile fixtures/case/profile.yaml --proposal fixtures/case/proposal.yaml --brief anthropic --quiet',
  'case-final':
    'tokencost decide --profile fixtures/case/profile.yaml --proposal fixtures/case/final-offer.yaml --as-of 2026-11-28 --quiet',
  'case-check':
    'tokencost check --profile fixtures/case/profile.yaml --budget fixtures/case/budget.yaml --as-of 2026-11-30 --quiet',
  'case-audit':
    'tokencost audit --usage fixtures/case/signed-usage.csv --bill fixtures/case/december-bill.csv --contract fixtures/case/signed.yaml --until 2026-12-31 --as-of 2027-01-05 --quiet',
  'case-track':
    'tokencost track --contract fixtures/case/signed.yaml --usage fixtures/case/signed-usage.csv --as-of 2027-01-18 --quiet',
  // The main job.
  'estimate': 'tokencost estimate --in 500M --out 1.5B --model claude-opus-4.7',
  'estimate-levers': 'tokencost estimate --in 500M --out 1.5B --model claude-opus-4.7 --cache-hit 70% --batch 40%',
  'estimate-article-output-heavy': 'tokencost estimate --in 500M --out 1.5B --model claude-opus-4.7 --card article-2026 --cache-hit 70% --batch',
  'estimate-article-input-heavy': 'tokencost estimate --in 1.5B --out 100M --model claude-opus-4.7 --card article-2026 --cache-hit 70% --batch',
  'estimate-writes-1h': 'tokencost estimate --in 1.5B --out 100M --model claude-opus-4.7 --cache-hit 70% --reads-per-write 5 --cache-ttl 1h',
  'estimate-cached-rate-wins': 'tokencost estimate --in 1.5B --out 100M --model gemini-3.1-pro --cache-hit 70% --batch',
  'estimate-printed-batch-cell': 'tokencost estimate --in 1B --out 100M --model gpt-5.4 --cache-hit 50% --batch --explain',
  'estimate-large': 'tokencost estimate --in 200B --out 600B --model claude-opus-4.7',
  'estimate-above-floor': 'tokencost estimate --in 2B --out 6B --model claude-opus-4.7 --batch 50%',
  'estimate-own-quote': 'tokencost estimate --in 500M --out 1.5B --model claude-opus-4.7 --discount 25% --floor 30k-60k',
  'estimate-own-offers': 'tokencost estimate --in 500M --out 1.5B --model claude-opus-4.7 --offers fixtures/offers/own.yaml',
  'estimate-explain': 'tokencost estimate --in 500M --out 1.5B --model claude-opus-4.7 --cache-hit 70% --batch 40% --explain',
  'estimate-profile': 'tokencost estimate --profile fixtures/profiles/support.yaml',
  'estimate-what-if': 'tokencost estimate --profile fixtures/profiles/support.yaml --batch 50% --quiet',
  'estimate-stdin': 'tokencost estimate --profile - --format csv < fixtures/profiles/support.yaml',
  'estimate-line-items-csv': 'tokencost estimate --in 100M --out 10M --model large-2 --card fixtures/cards/own.yaml --as-of 2026-11-01 --batch 50% --format csv --rows line-items',
  'estimate-unpriced-csv': 'tokencost estimate --in 1M --out 1M --model small-2 --card fixtures/cards/own.yaml --as-of 2026-11-01 --cache-hit 50% --format csv --rows line-items',
  'estimate-focus': 'tokencost estimate --in 500M --out 1.5B --model claude-opus-4.7 --batch 40% --format focus',
  'estimate-focus-newest': 'tokencost estimate --in 500M --out 1.5B --model claude-opus-4.7 --batch 40% --format focus --focus-version 1.4',
  'bad-focus-version': 'tokencost estimate --in 1M --model gpt-5.4 --format focus --focus-version 1.1',
  'bad-focus-version-format': 'tokencost decide --profile fixtures/profiles/support.yaml --focus-version 1.3',
  'estimate-focus-scenario': 'tokencost estimate --in 500M --out 1.5B --model claude-opus-4.7 --format focus --scenario direct',
  'estimate-calls':
    'tokencost estimate --profile fixtures/profiles/calls.yaml --card fixtures/cards/calls.yaml --offers fixtures/offers/calls.yaml --explain',
  'decide-calls':
    'tokencost decide --profile fixtures/profiles/calls.yaml --card fixtures/cards/calls.yaml --offers fixtures/offers/calls-included.yaml',
  'estimate-xlsx': 'tokencost estimate --profile fixtures/profiles/support.yaml --format xlsx --output /dev/null',
  'estimate-xlsx-unpriced':
    'tokencost estimate --in 1M --out 1M --model small-2 --card fixtures/cards/own.yaml --as-of 2026-11-01 --cache-hit 50% --format xlsx --output /dev/null',
  'bad-xlsx-without-file': 'tokencost estimate --in 1M --model gpt-5.4 --format xlsx',
  'bad-xlsx-to-stdout': 'tokencost estimate --in 1M --model gpt-5.4 --format xlsx --output -',
  'bad-xlsx-bom': 'tokencost estimate --in 1M --model gpt-5.4 --format xlsx --bom --output /dev/null',
  'estimate-xlsx-months':
    'tokencost estimate --profile fixtures/profiles/half-year.yaml --card fixtures/cards/rules.yaml --format xlsx --output /dev/null',
  'check-by-team':
    'tokencost check --profile fixtures/profiles/showback.yaml --offers fixtures/offers/more-than-used.yaml --max 100k --by tag:team --quiet',
  'check-by-team-json':
    'tokencost check --profile fixtures/profiles/showback.yaml --offers fixtures/offers/more-than-used.yaml --max 100k --by tag:team --format json --quiet',
  'estimate-by-provider':
    'tokencost estimate --profile fixtures/profiles/showback.yaml --by provider --quiet',
  'decide-by-team-csv':
    'tokencost decide --profile fixtures/profiles/showback.yaml --offers fixtures/offers/more-than-used.yaml --by tag:team --shared even --format csv --quiet',
  'decide-by-team-focus':
    'tokencost decide --profile fixtures/profiles/showback.yaml --offers fixtures/offers/more-than-used.yaml --by tag:team --format focus --quiet',
  'decide-by-workload':
    'tokencost decide --profile fixtures/profiles/showback.yaml --offers fixtures/offers/more-than-used.yaml --by workload --shared unallocated --quiet',
  'track-by-team':
    'tokencost track --contract fixtures/audit/teams-contract.yaml --usage fixtures/usage/teams.csv --as-of 2026-10-31 --by tag:team',
  'bad-by': 'tokencost estimate --in 1M --model gpt-5.4 --by team',
  'decide-by-team-focus-columns':
    'tokencost decide --profile fixtures/profiles/showback.yaml --offers fixtures/offers/more-than-used.yaml --by tag:team --format focus --focus-version 1.3 --quiet',
  'bad-decide-by-model-focus':
    'tokencost decide --profile fixtures/profiles/showback.yaml --offers fixtures/offers/more-than-used.yaml --by model --format focus --quiet',
  'track-by-team-later':
    'tokencost track --contract fixtures/audit/teams-contract.yaml --usage fixtures/usage/teams.csv --as-of 2026-11-01 --by tag:team',
  'bad-track-by-workload':
    'tokencost track --contract fixtures/audit/teams-contract.yaml --usage fixtures/usage/teams.csv --as-of 2026-10-20 --by workload',
  'bad-track-by-focus':
    'tokencost track --contract fixtures/audit/teams-contract.yaml --usage fixtures/usage/teams.csv --as-of 2026-10-20 --by tag:team --format focus',
  'estimate-by-team-focus':
    'tokencost estimate --profile fixtures/profiles/least-fee-teams.yaml --card fixtures/cards/acme.yaml --offers fixtures/offers/gateways.yaml --as-of 2026-11-01 --by tag:team --format focus --quiet',
  'bad-by-scenario':
    'tokencost estimate --in 1M --model gpt-5.4 --by tag:team --format focus --scenario list',
  'bad-by-xlsx': 'tokencost decide --profile fixtures/profiles/showback.yaml --by tag:team --format xlsx --output /dev/null',
  'bad-shared': 'tokencost check --in 1M --model gpt-5.4 --max 5 --by provider --shared fairly',
  'bad-shared-alone': 'tokencost check --in 1M --model gpt-5.4 --max 5 --shared even',
  'check-year':
    'tokencost check --profile fixtures/profiles/growing-ten-months.yaml --budget fixtures/budgets/year.yaml',
  'check-year-csv':
    'tokencost check --profile fixtures/profiles/growing-ten-months.yaml --budget fixtures/budgets/year.yaml --format csv --quiet',
  'check-retired': 'tokencost check --profile fixtures/profiles/retired.yaml --max 10k',
  'check-idle-json': 'tokencost check --profile fixtures/profiles/idle.yaml --max 10k --format json',
  'file-budget-periods':
    'tokencost check --profile fixtures/profiles/support.yaml --budget fixtures/bad/budget-periods.yaml',
  'bad-retired': 'tokencost decide --profile fixtures/profiles/retired.yaml',
  'check-growing': 'tokencost check --profile fixtures/profiles/growing-ten.yaml --max 8k',
  'check-growing-json': 'tokencost check --profile fixtures/profiles/growing-ten-months.yaml --max 8.7k --format json',
  'check-growing-csv': 'tokencost check --profile fixtures/profiles/growing-ten.yaml --max 8k --format csv',
  'estimate-growing': 'tokencost estimate --profile fixtures/profiles/growing-ten-months.yaml --batch 0',
  'estimate-months-alone': 'tokencost estimate --profile fixtures/profiles/six-months.yaml',
  'check-months-alone': 'tokencost check --profile fixtures/profiles/six-months.yaml --max 8k',
  'decide-start-alone': 'tokencost decide --profile fixtures/profiles/term/from-february.yaml --offers fixtures/offers/term/three-years.yaml --as-of 2026-11-27',
  'diff-start-alone': 'tokencost diff fixtures/profiles/growing-ten-months.yaml fixtures/profiles/six-months.yaml --to 2026-12-01',
  'estimate-growing-without-months': 'tokencost estimate --profile fixtures/profiles/growing-ten.yaml --batch 0',
  'decide-xlsx': 'tokencost decide --profile fixtures/profiles/portfolio.yaml --format xlsx --output /dev/null',
  'bad-decide-xlsx-without-file': 'tokencost decide --profile fixtures/profiles/portfolio.yaml --format xlsx',
  'decide-xlsx-unpriced':
    'tokencost decide --profile fixtures/profiles/region-without-price.yaml --format xlsx --output /dev/null --quiet',
  'decide-nowhere-xlsx':
    'tokencost decide --profile fixtures/profiles/nowhere.yaml --format xlsx --output /dev/null',
  'estimate-bom': 'tokencost estimate --in 1M --model gpt-5.4 --format csv --bom --rows configurations',
  'version': 'tokencost --version',
  'bad-version-of-a-command': 'tokencost estimate -v',
  'help-completion': 'tokencost completion --help',
  'complete': 'tokencost complete -- decide --ev',
  'bad-budget-ref':
    'tokencost check --in 1M --model gpt-5.4 --budget fixtures/budgets/readme.yaml --budget-ref no-such-branch --quiet',
  'bad-baseline-ref': 'tokencost check --in 1M --model gpt-5.4 --max 5 --baseline-ref main',
  'bad-completion': 'tokencost completion',
  'bad-completion-shell': 'tokencost completion powershell --output /dev/null',
  'estimate-decimal-comma':
    "tokencost estimate --in 1M --out 3M --model gpt-5.4 --format csv --delimiter ';' --decimal ,",
  'check-decimal-comma':
    'tokencost check --in 1M --model gpt-5.4 --max 1.5 --format csv --delimiter tab --decimal ,',
  'bad-delimiter': "tokencost estimate --in 1M --model gpt-5.4 --format csv --delimiter '|'",
  'bad-decimal': 'tokencost estimate --in 1M --model gpt-5.4 --format csv --decimal ,',
  'bad-delimiter-json': "tokencost estimate --in 1M --model gpt-5.4 --format json --delimiter ';'",
  'bad-decimal-focus': 'tokencost estimate --in 1M --model gpt-5.4 --format focus --decimal ,',
  'estimate-json': 'tokencost estimate --in 500M --out 1.5B --model claude-opus-4.7 --format json',
  'estimate-markdown': 'tokencost estimate --in 500M --out 1.5B --model claude-opus-4.7 --format markdown',
  'estimate-no-color': 'tokencost estimate --in 12k --model gpt-5.4 --no-color --output -',
  'estimate-hostile-names-csv': 'tokencost estimate --profile fixtures/profiles/hostile-names.yaml --format csv',
  'estimate-hostile-names-markdown': 'tokencost estimate --profile fixtures/profiles/hostile-names.yaml --format markdown --explain',
  'estimate-hostile-names': 'tokencost estimate --profile fixtures/profiles/hostile-names.yaml',
  'estimate-own-card': 'tokencost estimate --in 1M --out 1M --model large-2 --card fixtures/cards/own.yaml --as-of 2026-11-01',
  'estimate-unpriced': 'tokencost estimate --in 1M --out 1M --model small-2 --card fixtures/cards/own.yaml --as-of 2026-11-01 --cache-hit 50% --batch',
  'estimate-card-from-stdin':
    'tokencost estimate --in 1M --out 1M --model large-2 --card - --as-of 2026-11-01 --format csv < fixtures/cards/own.yaml',
  'estimate-offers-from-stdin':
    'tokencost estimate --in 1M --model gpt-5.4 --offers - --format csv < fixtures/offers/own.yaml',
  'estimate-offers-of-others': 'tokencost estimate --in 1M --model gpt-5.4 --offers fixtures/offers/of-others.yaml --format csv',
  'estimate-unused-statements':
    'tokencost estimate --profile fixtures/profiles/unused-statements.yaml --reads-per-write 5 --cache-ttl 1h --format csv',
  'estimate-stale-card': 'tokencost estimate --in 1M --model gpt-5.4 --as-of 2027-03-01',
  'estimate-unverified': 'tokencost estimate --in 500M --out 1.5B --model grok-4.1 --card article-2026',
  'estimate-short-prefix': 'tokencost estimate --profile fixtures/profiles/short-prefix.yaml',
  'estimate-long-prompts': 'tokencost estimate --profile fixtures/profiles/long-prompts.yaml --explain',
  'estimate-rules':
    'tokencost estimate --profile fixtures/profiles/rules.yaml --card fixtures/cards/rules.yaml --as-of 2026-11-01 --explain',
  'estimate-promotion-running':
    'tokencost estimate --in 1M --out 1M --model promoted --card fixtures/cards/rules.yaml --as-of 2026-10-31',
  'estimate-promotion-ended':
    'tokencost estimate --in 1M --out 1M --model promoted --card fixtures/cards/rules.yaml --as-of 2026-11-01',
  'estimate-peak-not-stated':
    'tokencost estimate --in 1M --out 1M --model by-night --card fixtures/cards/rules.yaml --as-of 2026-11-01',
  'estimate-months':
    'tokencost estimate --profile fixtures/profiles/half-year.yaml --card fixtures/cards/rules.yaml --as-of 2026-09-15',
  'estimate-months-json':
    'tokencost estimate --profile fixtures/profiles/half-year.yaml --card fixtures/cards/rules.yaml --as-of 2026-09-15 --format json',
  'estimate-before-retirement':
    'tokencost estimate --in 1M --out 1M --model gone --card fixtures/cards/rules.yaml --as-of 2026-05-14',
  'estimate-regional': 'tokencost estimate --profile fixtures/profiles/regional.yaml',
  'estimate-region-without-price': 'tokencost estimate --profile fixtures/profiles/region-without-price.yaml',
  'estimate-region-without-price-json':
    'tokencost estimate --profile fixtures/profiles/region-without-price.yaml --format json --quiet',
  'estimate-by-a-hair': 'tokencost estimate --in 499_999_999 --out 1_899_999_999 --model claude-opus-4.7',
  'estimate-uncacheable': 'tokencost estimate --profile fixtures/profiles/uncacheable.yaml',
  'estimate-bands': 'tokencost estimate --in 1B --out 1.2B --model claude-opus-4.7 --cache-hit 80% --offers fixtures/offers/own.yaml',
  'estimate-no-contract':
    'tokencost estimate --in 1B --out 4B --model claude-opus-4.7 --discount 30% --offers fixtures/offers/no-contract.yaml',
  'estimate-leaning': 'tokencost estimate --profile fixtures/profiles/leaning.yaml',
  'estimate-direct-only': 'tokencost estimate --profile fixtures/profiles/direct-only.yaml',
  'estimate-long-names': 'tokencost estimate --profile fixtures/profiles/long-names.yaml',
  'estimate-thirds':
    'tokencost estimate --in 100M --out 1M --model claude-opus-4.7 --cache-hit 70% --reads-per-write 3 --explain',
  'estimate-own-floor': 'tokencost estimate --in 500M --out 1.5B --model claude-opus-4.7 --floor 30k-60k',
  'estimate-deep-discount': 'tokencost estimate --in 2B --out 6B --model claude-opus-4.7 --discount 99.999%',

  // One amount of work on several models.
  'compare': 'tokencost compare --in 500M --out 1.5B --models claude-opus-4.7,gpt-5.4,gemini-3.1-pro',
  'compare-provider':
    'tokencost compare --in 500M --out 1.5B --model claude-opus-4.6 --provider anthropic --cache-hit 70% --batch 40% --quiet',
  'compare-card': 'tokencost compare --in 1M --out 1M --card fixtures/cards/acme.yaml --as-of 2026-11-01',
  'compare-card-all': 'tokencost compare --in 1M --out 1M --quiet',
  'compare-profile': 'tokencost compare --profile fixtures/profiles/support.yaml --models claude-opus-5.5,gpt-5.4 --quiet',
  'compare-markdown':
    'tokencost compare --profile fixtures/profiles/support.yaml --models claude-opus-5.5,gpt-5.4 --format markdown --quiet',
  'compare-tier': 'tokencost compare --profile fixtures/profiles/governed.yaml --tier 3 --quiet',
  'compare-min-context': 'tokencost compare --in 500M --out 1.5B --provider anthropic --min-context 500k --quiet',
  'bad-compare-min-context': 'tokencost compare --in 500M --out 1.5B --min-context large',
  'compare-spend': 'tokencost compare --spend 40k --in-out 1:3 --models claude-opus-4.7,gpt-5.4 --quiet',
  'compare-spend-rounded':
    'tokencost compare --spend 1000.01 --in-out 3:1 --model gpt-5.4 --models gemini-3.1-pro --cache-hit 50% --quiet',
  'compare-csv': 'tokencost compare --in 500M --out 1.5B --models claude-opus-4.7,gpt-5.4 --format csv --quiet',
  'compare-json': 'tokencost compare --in 500M --out 1.5B --models claude-opus-4.7,gpt-5.4 --format json --quiet',
  'compare-unpriced':
    'tokencost compare --in 1M --out 1M --models large-2,small-2 --cache-hit 50% --card fixtures/cards/own.yaml --as-of 2026-11-01',
  'compare-ending': 'tokencost compare --in 1B --out 100M --models gpt-5-nano,gpt-6-luna --quiet',
  'compare-no-output': 'tokencost compare --in 1B --out 100M --models text-embedding-3-large,gpt-5.4 --quiet',
  'schema-compare': 'tokencost schema compare',
  'help-compare': 'tokencost compare --help',
  'bad-several-models': 'tokencost estimate --in 500M --out 1.5B --model claude-opus-4.7,gpt-5.4',
  'bad-compare-nothing': 'tokencost compare --models claude-opus-4.7,gpt-5.4',
  'bad-compare-twice': 'tokencost compare --in 1M --models gpt-5.4,gpt-5.4',
  'bad-compare-empty-name': 'tokencost compare --in 1M --models gpt-5.4,',
  'bad-compare-provider': 'tokencost compare --in 1M --provider antropic',
  'bad-compare-tier': 'tokencost compare --in 1M --tier 2',
  'bad-compare-tier-word': 'tokencost compare --profile fixtures/profiles/governed.yaml --tier best',
  'bad-spend-beside-tokens': 'tokencost compare --spend 40k --in 1M --model gpt-5.4',
  'bad-spend-without-ratio': 'tokencost compare --spend 40k --model gpt-5.4',
  'bad-spend-without-model': 'tokencost compare --spend 40k --in-out 1:3',
  'bad-spend-zero': 'tokencost compare --spend 0 --in-out 1:3 --model gpt-5.4',
  'bad-spend-less-than-a-token': 'tokencost compare --spend 0.000001 --in-out 1:3 --model gpt-5.4',
  'bad-in-out-beside-tokens': 'tokencost compare --in 1M --out 3M --in-out 1:3 --model gpt-5.4',
  'bad-in-out-of-nothing': 'tokencost compare --spend 40k --in-out 0:0 --model gpt-5.4',
  'bad-estimate-spend': 'tokencost estimate --spend 40k --in-out 1:3 --model gpt-5.4',
  'compare-embeddings': 'tokencost compare --in 1B --provider voyageai --quiet',
  'compare-spend-on-input': 'tokencost compare --spend 100 --in-out 1:0 --models voyage-4,text-embedding-3-small --quiet',
  'compare-none-left': 'tokencost compare --in 1M --out 1M --provider voyageai',
  'bad-in-out': 'tokencost compare --spend 40k --in-out 1-3 --model gpt-5.4',
  'bad-spend-of-free':
    'tokencost compare --spend 40k --in-out 1:3 --model all-free --card fixtures/cards/gratis.yaml --as-of 2026-11-01',

  // Documents to open, send and print.
  'estimate-html': 'tokencost estimate --in 500M --out 1.5B --model claude-opus-4.7 --format html --quiet',
  'estimate-hostile-names-html':
    'tokencost estimate --profile fixtures/profiles/hostile-names.yaml --format html --quiet',
  'decide-html': 'tokencost decide --profile fixtures/profiles/portfolio.yaml --format html --output /dev/null',
  'compare-html':
    'tokencost compare --in 500M --out 1.5B --models claude-opus-4.7,gpt-5.4 --format html --output /dev/null --quiet',
  'check-html': 'tokencost check --profile fixtures/profiles/support.yaml --max 50k --format html --quiet',
  'diff-html':
    'tokencost diff fixtures/profiles/support.yaml fixtures/profiles/support-next.yaml --format html --output /dev/null',
  'audit-html':
    'tokencost audit --usage fixtures/audit/openai-usage.csv --bill fixtures/audit/openai-cost.csv --format html --output /dev/null',
  'track-html':
    'tokencost track --contract fixtures/audit/anthropic-contract.yaml --usage fixtures/audit/anthropic-autumn.csv --as-of 2026-10-20 --format html --output /dev/null',
  'article-html': 'tokencost article --format html --output /dev/null',
  'cards-validate-html': 'tokencost cards validate fixtures/cards/doubtful.yaml --format html --output /dev/null',
  'cards-drift-html':
    'tokencost cards drift fixtures/price-lists/models-dev.json --card fixtures/cards/own.yaml --as-of 2026-11-23 --format html --output /dev/null',

  // Priced, free and unpriced.
  'estimate-free': 'tokencost estimate --in 500M --out 1.5B --model all-free --card fixtures/cards/gratis.yaml --as-of 2026-11-01 --cache-hit 70% --batch 50%',
  'estimate-free-explain':
    'tokencost estimate --profile fixtures/profiles/gratis.yaml --card fixtures/cards/gratis.yaml --as-of 2026-11-01 --explain',
  'estimate-free-json':
    'tokencost estimate --in 1M --out 1M --model free-writes --card fixtures/cards/gratis.yaml --as-of 2026-11-01 --cache-hit 50% --offers fixtures/offers/no-contract.yaml --format json --quiet',
  'estimate-free-csv':
    'tokencost estimate --in 1M --out 1M --model no-reads --card fixtures/cards/gratis.yaml --as-of 2026-11-01 --cache-hit 50% --format csv --rows line-items',
  'check-free': 'tokencost check --in 500M --out 1.5B --model all-free --card fixtures/cards/gratis.yaml --as-of 2026-11-01 --max 0',
  'check-free-unpriced':
    'tokencost check --in 1M --out 0 --model no-reads --card fixtures/cards/gratis.yaml --as-of 2026-11-01 --cache-hit 50% --max 50k',
  'decide-free': 'tokencost decide --profile fixtures/profiles/gratis.yaml --card fixtures/cards/gratis.yaml --as-of 2026-11-01 --quiet',
  'diff-free': 'tokencost diff fixtures/cards/gratis.yaml fixtures/cards/gratis.yaml --as-of 2026-11-23 --to 2027-04-01',
  'diff-free-json': 'tokencost diff fixtures/cards/gratis.yaml fixtures/cards/gratis.yaml --as-of 2027-04-01 --to 2026-11-23 --format json',
  'cards-show-free': 'tokencost cards show --card fixtures/cards/gratis.yaml',
  'cards-show-free-model': 'tokencost cards show free-writes --card fixtures/cards/gratis.yaml',
  'cards-show-json': 'tokencost cards show free-writes --card fixtures/cards/gratis.yaml --format json',
  'bad-show-format': 'tokencost cards show --format csv',

  // Gateways and prepaid credit.
  'estimate-via': 'tokencost estimate --in 500M --out 1.5B --model claude-opus-4.7 --batch 50% --via openrouter,openrouter-byok,vercel',
  'estimate-via-explain':
    'tokencost estimate --in 1M --out 100k --model gpt-5.4 --batch 0 --via openrouter --explain --quiet',
  'estimate-prepay': 'tokencost estimate --in 500M --out 1.5B --model claude-opus-4.7 --batch 0 --prepay tokenmart',
  'estimate-unnamed-offer':
    'tokencost estimate --in 1M --model gpt-5.4 --offers fixtures/offers/unnamed.yaml --quiet',
  'estimate-measured-reads':
    'tokencost estimate --profile fixtures/profiles/measured-reads.yaml --as-of 2026-07-13',
  'decide-measured-reads': 'tokencost decide --profile fixtures/profiles/measured-reads.yaml --as-of 2026-07-13',
  'check-measured-reads':
    'tokencost check --profile fixtures/profiles/measured-reads.yaml --max 6 --as-of 2026-07-13',
  'estimate-which-lever': 'tokencost estimate --profile fixtures/profiles/which-lever.yaml --quiet',
  'estimate-modes-as-billed': 'tokencost estimate --profile fixtures/profiles/modes-as-billed.yaml --as-of 2026-09-15',
  'estimate-several-bands': 'tokencost estimate --profile fixtures/profiles/several-bands.yaml --explain',
  'estimate-regions-by-cell':
    'tokencost estimate --profile fixtures/profiles/regions.yaml --card fixtures/cards/regions.yaml --offers fixtures/offers/own-prices.yaml',
  'estimate-gateways': 'tokencost estimate --profile fixtures/profiles/gateways.yaml --format markdown',
  'estimate-gateways-csv':
    'tokencost estimate --in 100M --out 10M --model flat --card fixtures/cards/acme.yaml --offers fixtures/offers/gateways.yaml --batch --format csv',
  'estimate-lapsing-credit':
    'tokencost estimate --profile fixtures/profiles/small-use.yaml --offers fixtures/offers/lapsing-credit.yaml',
  'decide-lapsing-credit':
    'tokencost decide --profile fixtures/profiles/small-use.yaml --offers fixtures/offers/lapsing-credit.yaml',
  'decide-lapsing-credit-bought':
    'tokencost decide --profile fixtures/profiles/small-use-prepaid.yaml --offers fixtures/offers/lapsing-credit.yaml',
  'decide-lapsing-credit-focus':
    'tokencost decide --profile fixtures/profiles/small-use-prepaid.yaml --offers fixtures/offers/lapsing-credit.yaml --format focus --quiet',
  'check-lapsing-credit':
    'tokencost check --profile fixtures/profiles/small-use-prepaid.yaml --offers fixtures/offers/lapsing-credit.yaml --max 1k',
  'check-gateways': 'tokencost check --profile fixtures/profiles/gateways.yaml --max 80k',
  'check-gateways-json': 'tokencost check --profile fixtures/profiles/gateways.yaml --max 80k --format json --quiet',
  'bad-via': 'tokencost estimate --in 1M --model gpt-5.4 --via openroutr',
  'bad-prepay': 'tokencost estimate --in 1M --model gpt-5.4 --prepay openrouter',

  // The check in CI.
  'check-within': 'tokencost check --in 500M --out 1.5B --model claude-opus-4.7 --max 40k',
  'check-over': 'tokencost check --profile fixtures/profiles/support.yaml --max 50k',
  'check-over-json': 'tokencost check --profile fixtures/profiles/support.yaml --max 50k --format json',
  'check-csv': 'tokencost check --profile fixtures/profiles/support.yaml --max 50k --format csv',
  'check-markdown': 'tokencost check --profile fixtures/profiles/support.yaml --max 50k --format markdown --quiet',
  'check-by-a-hair': 'tokencost check --in 500_000_001 --out 1.5B --model claude-opus-4.7 --max 40k',
  'check-channels': 'tokencost check --profile fixtures/profiles/bought-through.yaml --max 60k',
  'check-undecided': 'tokencost check --in 1M --out 1M --model small-2 --card fixtures/cards/own.yaml --as-of 2026-11-01 --cache-hit 50% --max 50k',
  'check-unpriced-allowed':
    'tokencost check --in 1M --out 1M --model small-2 --card fixtures/cards/own.yaml --as-of 2026-11-01 --cache-hit 50% --budget fixtures/budgets/unpriced-allowed.yaml',
  'check-direct': 'tokencost check --profile - --max 70k < fixtures/profiles/bought-direct.yaml',
  'check-told': 'tokencost check --profile fixtures/profiles/against-itself.yaml --max 60k --discount 20% --floor 1k --card fixtures/cards/acme.yaml --offers fixtures/offers/acme.yaml --as-of 2026-11-01',
  'check-readme': 'tokencost check --profile fixtures/profiles/readme.yaml --budget fixtures/budgets/readme.yaml --format github --quiet',
  'check-readme-table': 'tokencost check --profile fixtures/profiles/readme.yaml --budget fixtures/budgets/readme.yaml',
  'check-starter': 'tokencost check --profile fixtures/profiles/readme.yaml --budget fixtures/budgets/starter.yaml --format csv',
  'check-unknown-names':
    'tokencost check --profile fixtures/profiles/support.yaml --budget fixtures/budgets/unknown-names.yaml',
  'check-budget': 'tokencost check --profile fixtures/profiles/support.yaml --budget fixtures/budgets/support.yaml',
  'check-no-baseline': 'tokencost check --profile fixtures/profiles/support.yaml --budget fixtures/budgets/growth.yaml',
  'check-growth':
    'tokencost check --profile fixtures/profiles/support.yaml --budget fixtures/budgets/growth.yaml --baseline fixtures/budgets/baseline.json',
  'check-growth-json':
    'tokencost check --profile fixtures/profiles/support.yaml --budget fixtures/budgets/growth.yaml --baseline fixtures/budgets/baseline.json --format json --quiet',
  'check-growth-markdown':
    'tokencost check --profile fixtures/profiles/support.yaml --budget fixtures/budgets/growth.yaml --baseline fixtures/budgets/baseline.json --format markdown --quiet',
  'check-growth-csv':
    'tokencost check --profile fixtures/profiles/support.yaml --budget fixtures/budgets/growth.yaml --baseline fixtures/budgets/baseline.json --format csv --quiet',
  'check-github':
    'tokencost check --profile fixtures/profiles/support.yaml --budget fixtures/budgets/growth.yaml --baseline fixtures/budgets/baseline.json --format github --quiet',
  'check-junit':
    'tokencost check --profile fixtures/profiles/support.yaml --budget fixtures/budgets/growth.yaml --baseline fixtures/budgets/baseline.json --format junit --quiet',
  'check-sarif':
    'tokencost check --profile fixtures/profiles/support.yaml --budget fixtures/budgets/growth.yaml --baseline fixtures/budgets/baseline.json --format sarif --quiet',
  'check-baseline-estimate':
    'tokencost check --profile - --max 60k --baseline fixtures/budgets/estimate.json < fixtures/profiles/support.yaml',
  'check-hostile-markdown':
    'tokencost check --profile fixtures/profiles/hostile-to-ci.yaml --budget fixtures/budgets/hostile-to-ci.yaml --format markdown --quiet',
  'check-hostile-github':
    'tokencost check --profile fixtures/profiles/hostile-to-ci.yaml --budget fixtures/budgets/hostile-to-ci.yaml --format github --quiet',
  'check-hostile-junit':
    'tokencost check --profile fixtures/profiles/hostile-to-ci.yaml --budget fixtures/budgets/hostile-to-ci.yaml --format junit --quiet',
  'check-line': 'tokencost check --profile fixtures/profiles/support.yaml --max 50k --name prod --format line',
  'check-gitlab':
    'tokencost check --profile fixtures/profiles/support.yaml --budget fixtures/budgets/growth.yaml --baseline fixtures/budgets/baseline.json --format gitlab --quiet',
  'check-named-markdown':
    'tokencost check --in 500M --out 1.5B --model claude-opus-4.7 --max 50k --name "prod / eu" --format markdown --quiet',
  'check-hostile-sarif':
    'tokencost check --profile fixtures/profiles/hostile-to-ci.yaml --budget fixtures/budgets/hostile-to-ci.yaml --format sarif --quiet',
  'check-also':
    'tokencost check --profile fixtures/profiles/support.yaml --max 60k --also junit=/dev/null --format csv',
  'check-summary': 'tokencost check --in 1M --model gpt-5.4 --max 1 --summary /dev/null --format csv --quiet',
  'bad-also': 'tokencost check --in 1M --model gpt-5.4 --max 1 --also check.xml',
  'bad-also-format': 'tokencost check --in 1M --model gpt-5.4 --max 1 --also xml=check.xml',
  'bad-also-stdout': 'tokencost check --in 1M --model gpt-5.4 --max 1 --also junit=-',
  'bad-also-twice': 'tokencost check --in 1M --model gpt-5.4 --max 1 --also junit=a.xml --also sarif=./a.xml',
  'bad-also-is-input':
    'tokencost check --profile fixtures/profiles/support.yaml --budget fixtures/budgets/support.yaml --also json=fixtures/budgets/support.yaml',
  'bad-budget-stdin-twice': 'tokencost check --profile - --budget -',
  'bad-init': 'tokencost init budgets',
  'init-budget': 'tokencost init budget',
  'schema-budget': 'tokencost schema budget',

  // The other commands.
  article: 'tokencost article',
  'article-markdown': 'tokencost article --format markdown',
  'article-csv': 'tokencost article --format csv',
  'article-json': 'tokencost article --format json',
  'cards-list': 'tokencost cards list',
  'cards-offers': 'tokencost cards offers',
  'cards-offers-json': 'tokencost cards offers --format json',
  'bad-cards-offers-format': 'tokencost cards offers --format csv',
  'cards-show': 'tokencost cards show --card article-2026',
  'cards-show-model': 'tokencost cards show gpt-5.4 --as-of 2026-11-23',
  'cards-validate': 'tokencost cards validate fixtures/cards/own.yaml pricing/published',
  'cards-validate-json':
    'tokencost cards validate fixtures/cards/overlay.yaml fixtures/cards/doubtful.yaml fixtures/bad/card-out-of-order.yaml --format json',
  'usage-marked-names': 'tokencost import fixtures/usage/marked-names.csv --as-of 2026-11-28',
  'cards-drift': 'tokencost cards drift fixtures/price-lists/pi-ai.json --card fixtures/cards/own.yaml --as-of 2026-11-23',
  'cards-drift-json':
    'tokencost cards drift fixtures/price-lists/pi-ai.json --card fixtures/cards/own.yaml --as-of 2026-11-23 --format json',
  'cards-drift-markdown':
    'tokencost cards drift fixtures/price-lists/models-dev.json --card fixtures/cards/own.yaml --as-of 2026-11-23 --format markdown',
  'cards-drift-accepted':
    'tokencost cards drift fixtures/price-lists/pi-ai.json --accept fixtures/price-lists/accepted.yaml --card fixtures/cards/own.yaml --as-of 2026-11-23',
  'bad-drift-kind': 'tokencost cards drift fixtures/cards/own.yaml',
  'help-drift': 'tokencost cards drift --help',
  'import-openrouter':
    'tokencost cards import fixtures/price-lists/openrouter.json --provider openrouter --as-of 2026-11-23',
  'import-models-dev': 'tokencost cards import fixtures/price-lists/models-dev.json --provider acme --as-of 2026-11-23',
  'cards-touch-refused':
    'tokencost cards touch large-2 --checked 2026-11-20 --source https://blog.example/prices --card fixtures/cards/own.yaml',
  'cards-touch-ahead':
    'tokencost cards touch large-2 --checked 2027-01-01 --source https://acme.example/prices --card fixtures/cards/own.yaml --format json',
  'cards-touch':
    'tokencost cards touch large-2 small-2 --checked 2026-11-20 --source https://acme.example/prices --card fixtures/cards/own.yaml --dry-run',
  'cards-touch-json':
    'tokencost cards touch large-2-2026-01-15 --checked 2026-11-20 --source https://acme.example/prices/all --card fixtures/cards/own.yaml --dry-run --format json',
  'help-touch': 'tokencost cards touch --help',
  'cards-validate-stdin': 'tokencost cards validate - < fixtures/cards/own.yaml',
  'cards-show-promoted': 'tokencost cards show promoted --card fixtures/cards/rules.yaml',
  'cards-show-served': 'tokencost cards show served --card fixtures/cards/rules.yaml',
  'cards-show-by-night': 'tokencost cards show by-night --card fixtures/cards/rules.yaml',
  'life-announced': 'tokencost estimate --in 100M --out 20M --model ends-billed-as-heir --card fixtures/cards/life.yaml',
  'life-before-it-is-announced':
    'tokencost estimate --in 100M --out 20M --model ends-billed-as-heir --card fixtures/cards/life.yaml --as-of 2026-08-31',
  'life-over': 'tokencost estimate --profile fixtures/profiles/ending.yaml --card fixtures/cards/life.yaml --as-of 2026-12-11',
  'life-check': 'tokencost check --profile fixtures/profiles/ending.yaml --card fixtures/cards/life.yaml --max 90k',
  'life-check-markdown':
    'tokencost check --profile fixtures/profiles/ending.yaml --card fixtures/cards/life.yaml --max 90k --format markdown',
  'life-decide': 'tokencost decide --profile fixtures/profiles/ending.yaml --card fixtures/cards/life.yaml',
  'decide-ends-alone':
    'tokencost decide --profile fixtures/profiles/ending-alone.yaml --card fixtures/cards/life.yaml',
  'decide-ends-alone-csv':
    'tokencost decide --profile fixtures/profiles/ending-alone.yaml --card fixtures/cards/life.yaml --format csv',
  'life-decide-markdown':
    'tokencost decide --profile fixtures/profiles/ending.yaml --card fixtures/cards/life.yaml --format markdown',
  'life-to-file':
    'tokencost estimate --in 100M --out 20M --model ends-replaced --card fixtures/cards/life.yaml --format csv --output /dev/null',
  'life-tokenizers': 'tokencost decide --profile fixtures/profiles/other-tokenizer.yaml --card fixtures/cards/life.yaml',
  'bad-ended': 'tokencost estimate --in 1M --model ends-alone --card fixtures/cards/life.yaml --as-of 2026-12-11',
  'decide-ends-before-term':
    'tokencost decide --profile fixtures/profiles/ending.yaml --card fixtures/cards/life.yaml --as-of 2026-12-05',
  'moving-name': 'tokencost estimate --in 100M --out 10M --model gemini-flash-latest --batch 0 --as-of 2026-06-01',
  'moving-name-import': 'tokencost import fixtures/usage/moving-names.csv --as-of 2026-11-27',
  'bad-moving-name': 'tokencost estimate --in 1M --model gemini-flash-latest --as-of 2026-07-25',
  'cards-show-moving': 'tokencost cards show mistral-medium-3.1',
  'cards-show-life': 'tokencost cards show ends-billed-as-heir --card fixtures/cards/life.yaml',
  'cards-show-life-all': 'tokencost cards show --card fixtures/cards/life.yaml --as-of 2026-11-27',
  'cards-show-retired': 'tokencost cards show gone --card fixtures/cards/rules.yaml',
  'cards-show-ttl': 'tokencost cards show claude-opus-4.7',
  'help-schema': 'tokencost schema --help',
  'help-validate': 'tokencost cards validate --help',
  'cards-validate-doubtful': 'tokencost cards validate fixtures/cards/doubtful.yaml',
  'cards-validate-markdown': 'tokencost cards validate fixtures/cards/doubtful.yaml --format markdown',
  'cards-validate-strict': 'tokencost cards validate fixtures/cards/own.yaml --as-of 2027-02-01 --strict',
  'diff-cards': 'tokencost diff published fixtures/cards/overlay.yaml --as-of 2026-12-01 --to 2026-12-01',
  'diff-days': 'tokencost diff published published --as-of 2026-12-31 --to 2027-01-01',
  'diff-profile':
    'tokencost diff published fixtures/cards/overlay.yaml --as-of 2026-12-01 --to 2026-12-01 --profile fixtures/profiles/support.yaml --quiet',
  'diff-json': 'tokencost diff published fixtures/cards/overlay.yaml --as-of 2026-12-01 --format json',
  'diff-csv': 'tokencost diff published fixtures/cards/overlay.yaml --as-of 2026-12-01 --format csv',
  'import-litellm':
    'tokencost cards import fixtures/imports/litellm.json --from litellm --provider acme --as-of 2026-11-23',
  'import-litellm-excerpt':
    'tokencost cards import fixtures/imports/litellm-excerpt.json --from litellm --provider openai --provider deepseek --provider bedrock --as-of 2026-11-23',
  'import-genai-prices':
    'tokencost cards import fixtures/imports/genai-prices.json --from genai-prices --provider anthropic --extends published --models claude-sonnet-4-0 --as-of 2026-11-23',
  'import-models':
    'tokencost cards import fixtures/imports/genai-prices.json --from genai-prices --provider anthropic --models claude-opus-4-7 --as-of 2026-11-23',
  'bad-import-provider':
    'tokencost cards import fixtures/imports/litellm.json --from litellm --provider acmee --as-of 2026-11-23',
  'bad-import-nothing':
    'tokencost cards import fixtures/imports/litellm.json --from litellm --provider acme --models acme/image-1 --as-of 2026-11-23',
  'bad-import-report':
    'tokencost cards import fixtures/imports/litellm.json --from litellm --provider acme --report -',
  'bad-import-kind': 'tokencost cards import fixtures/imports/litellm.json --from models.dev --provider acme',
  'bad-diff-one-card': 'tokencost diff published',
  'schema-profile': 'tokencost schema profile',
  'init': 'tokencost init',
  'help': 'tokencost',
  'help-estimate': 'tokencost estimate --help',
  'decide': 'tokencost decide --profile fixtures/profiles/portfolio.yaml',
  'decide-switching': 'tokencost decide --profile fixtures/profiles/switching.yaml --card fixtures/cards/acme.yaml --offers fixtures/offers/switching.yaml --as-of 2026-11-27',
  'decide-switching-csv': 'tokencost decide --profile fixtures/profiles/switching.yaml --card fixtures/cards/acme.yaml --offers fixtures/offers/switching.yaml --as-of 2026-11-27 --format csv --quiet',
  'decide-switching-json': 'tokencost decide --profile fixtures/profiles/switching.yaml --card fixtures/cards/acme.yaml --offers fixtures/offers/switching.yaml --as-of 2026-11-27 --format json --quiet',
  'decide-switching-focus': 'tokencost decide --profile fixtures/profiles/switching.yaml --card fixtures/cards/acme.yaml --offers fixtures/offers/switching.yaml --as-of 2026-11-27 --format focus',
  'decide-switching-by-workload': 'tokencost decide --profile fixtures/profiles/switching.yaml --card fixtures/cards/acme.yaml --offers fixtures/offers/switching.yaml --as-of 2026-11-27 --by workload --quiet',
  'decide-switching-growing': 'tokencost decide --profile fixtures/profiles/term/switching-growing.yaml --card fixtures/cards/acme.yaml --offers fixtures/offers/switching.yaml --as-of 2026-11-27',
  'decide-switching-in-july': 'tokencost decide --profile fixtures/profiles/term/switching-in-july.yaml --card fixtures/cards/acme.yaml --offers fixtures/offers/switching.yaml --as-of 2026-05-27',
  'estimate-switching': 'tokencost estimate --profile fixtures/profiles/switching.yaml --card fixtures/cards/acme.yaml --as-of 2026-11-27 --quiet',
  'decide-divided': 'tokencost decide --profile fixtures/profiles/divided/at-the-floor.yaml --offers fixtures/offers/divided/floor.yaml --as-of 2026-11-27',
  'decide-undivided': 'tokencost decide --profile fixtures/profiles/divided/as-one.yaml --offers fixtures/offers/divided/owed.yaml --as-of 2026-11-27',
  'decide-explain': 'tokencost decide --profile fixtures/profiles/portfolio.yaml --explain --quiet',
  'decide-json': 'tokencost decide --profile fixtures/profiles/portfolio.yaml --format json --quiet',
  // Six companies, each read as its buyer would, with what they take into the room.
  'portfolio-many-small': 'tokencost decide --profile fixtures/portfolios/many-small.yaml --as-of 2026-11-27',
  'portfolio-at-the-floor': 'tokencost decide --profile fixtures/portfolios/at-the-floor.yaml --as-of 2026-11-27',
  'portfolio-at-the-floor-brief': 'tokencost decide --profile fixtures/portfolios/at-the-floor.yaml --brief --as-of 2026-11-27 --quiet',
  'portfolio-three-providers': 'tokencost decide --profile fixtures/portfolios/three-providers.yaml --as-of 2026-11-27',
  'portfolio-three-providers-brief': 'tokencost decide --profile fixtures/portfolios/three-providers.yaml --brief --as-of 2026-11-27 --quiet',
  'portfolio-cloud': 'tokencost decide --profile fixtures/portfolios/cloud-two-million.yaml --offers fixtures/portfolios/cloud-two-million-offers.yaml --as-of 2026-11-27',
  'portfolio-cloud-brief': 'tokencost decide --profile fixtures/portfolios/cloud-two-million.yaml --offers fixtures/portfolios/cloud-two-million-offers.yaml --brief --as-of 2026-11-27 --quiet',
  'portfolio-eu': 'tokencost decide --profile fixtures/portfolios/eu-residency.yaml --offers fixtures/portfolios/eu-residency-offers.yaml --as-of 2026-11-27',
  'portfolio-eu-brief': 'tokencost decide --profile fixtures/portfolios/eu-residency.yaml --offers fixtures/portfolios/eu-residency-offers.yaml --brief --as-of 2026-11-27 --quiet',
  'portfolio-many-small-brief': 'tokencost decide --profile fixtures/portfolios/many-small.yaml --brief --as-of 2026-11-27 --quiet',
  'brief-nothing-direct': 'tokencost decide --profile fixtures/profiles/nowhere-direct.yaml --offers fixtures/portfolios/eu-residency-offers.yaml --brief --as-of 2026-11-27 --quiet',
  'portfolio-falling': 'tokencost decide --profile fixtures/portfolios/falling.yaml --proposal fixtures/portfolios/falling-quote.yaml --as-of 2026-11-27',
  'portfolio-falling-brief': 'tokencost decide --profile fixtures/portfolios/falling.yaml --proposal fixtures/portfolios/falling-quote.yaml --brief --as-of 2026-11-27 --quiet',
  'decide-brief': 'tokencost decide --profile fixtures/profiles/portfolio.yaml --brief --quiet',
  'decide-brief-proposal': 'tokencost decide --profile fixtures/profiles/commitment-large.yaml --proposal fixtures/proposals/annual.yaml --brief anthropic --quiet',
  'decide-brief-screen': 'tokencost decide --profile fixtures/profiles/portfolio.yaml --brief google --format table --quiet',
  'decide-brief-json': 'tokencost decide --profile fixtures/profiles/direct-opus.yaml --brief --format json --quiet',
  'bad-brief': 'tokencost decide --profile fixtures/profiles/portfolio.yaml --brief gogle',
  'bad-brief-format': 'tokencost decide --profile fixtures/profiles/portfolio.yaml --brief --format csv',
  'decide-csv': 'tokencost decide --profile fixtures/profiles/portfolio.yaml --offers fixtures/offers/cloud-commitment.yaml --format csv --quiet',
  'decide-unused-commitment-csv': 'tokencost decide --profile fixtures/profiles/direct-under-commitment.yaml --offers fixtures/offers/take-or-pay-unused.yaml --format csv',
  'decide-focus': 'tokencost decide --profile fixtures/profiles/portfolio.yaml --offers fixtures/offers/banded.yaml --format focus --quiet',
  'decide-prepaid-focus': 'tokencost decide --profile fixtures/profiles/gateways.yaml --via openrouter --prepay tokenmart --format focus --quiet',
  'decide-cloud': 'tokencost decide --profile fixtures/profiles/portfolio.yaml --offers fixtures/offers/cloud-commitment.yaml --explain --quiet',
  'decide-via-bedrock': 'tokencost decide --in 1B --out 1B --model claude-opus-4.7 --via bedrock --quiet',
  'decide-focus-commitments':
    'tokencost decide --profile fixtures/profiles/portfolio.yaml --offers fixtures/offers/take-or-pay.yaml --format focus --focus-version 1.3 --focus-commitments /dev/null --quiet',
  'decide-proposal-focus-commitments':
    'tokencost decide --profile fixtures/profiles/commitment.yaml --proposal fixtures/proposals/annual.yaml --format focus --focus-version 1.4 --focus-commitments /dev/null --quiet',
  'decide-cloud-focus-contract':
    'tokencost decide --profile fixtures/profiles/portfolio.yaml --offers fixtures/offers/cloud-commitment.yaml --format focus --focus-version 1.3 --quiet',
  'bad-focus-commitments':
    'tokencost decide --profile fixtures/profiles/portfolio.yaml --format focus --focus-commitments /dev/null',
  'bad-focus-commitments-stdout':
    'tokencost decide --profile fixtures/profiles/portfolio.yaml --format focus --focus-version 1.3 --focus-commitments -',
  'decide-cloud-focus': 'tokencost decide --profile fixtures/profiles/portfolio.yaml --offers fixtures/offers/cloud-commitment.yaml --format focus --quiet',
  'bad-decide-cloud-workbook': 'tokencost decide --profile fixtures/profiles/portfolio.yaml --offers fixtures/offers/cloud-commitment.yaml --format xlsx --output plan.xlsx',
  'decide-reserved': 'tokencost decide --profile fixtures/profiles/reserved.yaml --explain --quiet',
  'decide-units': 'tokencost decide --profile fixtures/profiles/units-pay.yaml --offers fixtures/offers/units.yaml',
  'decide-units-explain': 'tokencost decide --profile fixtures/profiles/units-pay.yaml --offers fixtures/offers/units.yaml --explain --quiet',
  'decide-units-json': 'tokencost decide --profile fixtures/profiles/units-pay.yaml --offers fixtures/offers/units.yaml --format json --quiet',
  'decide-units-csv': 'tokencost decide --profile fixtures/profiles/units-pay.yaml --offers fixtures/offers/units.yaml --format csv --quiet',
  'decide-units-focus': 'tokencost decide --profile fixtures/profiles/units-pay.yaml --offers fixtures/offers/units.yaml --format focus --quiet',
  'decide-units-by': 'tokencost decide --profile fixtures/profiles/units-pay.yaml --offers fixtures/offers/units.yaml --by workload --quiet',
  'decide-units-proposal': 'tokencost decide --profile fixtures/profiles/units-and-contract.yaml --offers fixtures/offers/units.yaml --proposal fixtures/proposals/beside-units.yaml --as-of 2026-11-27',
  'decide-units-proposal-explain': 'tokencost decide --profile fixtures/profiles/units-and-contract.yaml --offers fixtures/offers/units.yaml --proposal fixtures/proposals/beside-units.yaml --as-of 2026-11-27 --explain --quiet',
  'decide-units-proposal-csv': 'tokencost decide --profile fixtures/profiles/units-and-contract.yaml --offers fixtures/offers/units.yaml --proposal fixtures/proposals/beside-units.yaml --as-of 2026-11-27 --format csv --quiet',
  'decide-units-proposal-focus': 'tokencost decide --profile fixtures/profiles/units-and-contract.yaml --offers fixtures/offers/units.yaml --proposal fixtures/proposals/beside-units.yaml --as-of 2026-11-27 --format focus --quiet',
  'decide-units-proposal-brief': 'tokencost decide --profile fixtures/profiles/units-and-contract.yaml --offers fixtures/offers/units.yaml --proposal fixtures/proposals/beside-units.yaml --as-of 2026-11-27 --brief openai --quiet',
  'decide-units-markdown': 'tokencost decide --profile fixtures/profiles/units-pay.yaml --offers fixtures/offers/units.yaml --format markdown --quiet',
  'decide-units-alone-xlsx': 'tokencost decide --profile fixtures/profiles/units-alone.yaml --offers fixtures/offers/units.yaml --format xlsx --output /dev/null',
  'decide-units-term': 'tokencost decide --profile fixtures/profiles/term/units-grow.yaml --offers fixtures/offers/units.yaml --as-of 2026-11-27 --explain',
  'decide-units-term-csv': 'tokencost decide --profile fixtures/profiles/term/units-grow.yaml --offers fixtures/offers/units.yaml --as-of 2026-11-27 --format csv --quiet',
  'decide-units-term-focus': 'tokencost decide --profile fixtures/profiles/term/units-grow.yaml --offers fixtures/offers/units.yaml --as-of 2026-11-27 --format focus --quiet',
  'decide-governed': 'tokencost decide --profile fixtures/profiles/governed.yaml --explain --quiet',
  'decide-one-channel': 'tokencost decide --profile fixtures/profiles/one-channel.yaml --quiet',
  'decide-least-fee':
    'tokencost decide --profile fixtures/profiles/two-streams.yaml --offers fixtures/offers/least-fee.yaml --explain --quiet',
  'decide-markdown': 'tokencost decide --profile fixtures/profiles/portfolio.yaml --format markdown --quiet',
  'decide-bands': 'tokencost decide --profile fixtures/profiles/portfolio.yaml --offers fixtures/offers/banded.yaml',
  'decide-list-basis':
    'tokencost decide --in 1B --out 3B --model claude-opus-4.7 --offers fixtures/offers/list-basis.yaml --quiet',
  // One contract: a commitment that is not used up, overage at list, a floor after the discount, twin bands.
  'check-unused-commitment': 'tokencost check --profile fixtures/profiles/direct-under-commitment.yaml --offers fixtures/offers/take-or-pay-unused.yaml --max 85k',
  'estimate-unused-commitment': 'tokencost estimate --profile fixtures/profiles/direct-under-commitment.yaml --offers fixtures/offers/take-or-pay-unused.yaml',
  'decide-unused-commitment': 'tokencost decide --profile fixtures/profiles/direct-under-commitment.yaml --offers fixtures/offers/take-or-pay-unused.yaml',
  'check-overage': 'tokencost check --profile fixtures/profiles/direct-opus.yaml --offers fixtures/offers/overage-beyond.yaml --max 85k',
  'estimate-overage': 'tokencost estimate --profile fixtures/profiles/direct-opus.yaml --offers fixtures/offers/overage-beyond.yaml',
  'estimate-overage-explain': 'tokencost estimate --profile fixtures/profiles/direct-opus.yaml --offers fixtures/offers/overage-beyond.yaml --explain',
  'check-floor-after-discount': 'tokencost check --profile fixtures/profiles/direct-after-discount.yaml --offers fixtures/offers/floor-after-discount.yaml --max 60k',
  'estimate-floor-after-discount': 'tokencost estimate --profile fixtures/profiles/direct-after-discount.yaml --offers fixtures/offers/floor-after-discount.yaml',
  'decide-twin-bands': 'tokencost decide --in 1B --out 3B --model claude-opus-4.7 --offers fixtures/offers/twin-bands.yaml',
  'decide-dear-overage':
    'tokencost decide --in 1B --out 3B --model claude-opus-4.7 --offers fixtures/offers/dear-overage.yaml --explain --quiet',
  'check-list-basis':
    'tokencost check --profile fixtures/profiles/bought-direct.yaml --offers fixtures/offers/list-basis.yaml --max 100k --quiet',
  'decide-months':
    'tokencost decide --profile fixtures/profiles/half-year.yaml --card fixtures/cards/rules.yaml --as-of 2026-11-01',
  'decide-other-model': 'tokencost decide --profile fixtures/profiles/substitutes.yaml --card article-2026',
  'decide-hostile-names': 'tokencost decide --profile fixtures/profiles/hostile-names.yaml --quiet',
  'decide-nowhere': 'tokencost decide --profile fixtures/profiles/nowhere.yaml',
  'decide-resident': 'tokencost decide --profile fixtures/profiles/eu-residency.yaml --explain',
  'decide-not-sold-there': 'tokencost decide --in 1M --model deepseek-flash --via foundry --explain',
  'decide-unpriced':
    'tokencost decide --profile fixtures/profiles/region-without-price.yaml --quiet',
  'decide-commitment':
    'tokencost decide --profile fixtures/profiles/commitment.yaml --offers fixtures/offers/minimum.yaml',
  'decide-commitment-explain':
    'tokencost decide --profile fixtures/profiles/commitment.yaml --offers fixtures/offers/overage-at-list.yaml --explain --quiet',
  'decide-commitment-markdown':
    'tokencost decide --profile fixtures/profiles/commitment-large.yaml --offers fixtures/offers/five-bands.yaml --format markdown --quiet',
  'decide-commitment-growing':
    'tokencost decide --profile fixtures/profiles/commitment-growing.yaml --offers fixtures/offers/minimum.yaml --explain --quiet',
  'decide-clauses': 'tokencost decide --profile fixtures/profiles/term/clauses.yaml --card fixtures/cards/moving-prices.yaml --offers fixtures/offers/term/own-word-for-newer.yaml --as-of 2026-11-27',
  'decide-clauses-proposal':
    'tokencost decide --profile fixtures/profiles/term/clauses.yaml --card fixtures/cards/moving-prices.yaml --proposal fixtures/proposals/newer-models.yaml --as-of 2026-11-27',
  'decide-clauses-brief':
    'tokencost decide --profile fixtures/profiles/term/clauses.yaml --card fixtures/cards/moving-prices.yaml --proposal fixtures/proposals/newer-models.yaml --brief south --as-of 2026-11-27 --quiet',
  'decide-named-models':
    'tokencost decide --profile fixtures/profiles/named-models.yaml --proposal fixtures/proposals/named-models.yaml --as-of 2026-11-27 --explain',
  'decide-named-models-brief':
    'tokencost decide --profile fixtures/profiles/named-models.yaml --proposal fixtures/proposals/named-models.yaml --brief anthropic --as-of 2026-11-27 --quiet',
  'decide-named-models-xlsx':
    'tokencost decide --profile fixtures/profiles/named-models.yaml --proposal fixtures/proposals/named-models.yaml --as-of 2026-11-27 --format xlsx --output /dev/null',
  'decide-lists-fall':
    'tokencost decide --profile fixtures/profiles/term/lists-fall.yaml --offers fixtures/offers/term/three-years.yaml --as-of 2026-11-27',
  'decide-lists-fall-json':
    'tokencost decide --profile fixtures/profiles/term/lists-fall.yaml --offers fixtures/offers/term/three-years.yaml --as-of 2026-11-27 --format json',
  'decide-term-falling':
    'tokencost decide --profile fixtures/profiles/term/falling.yaml --offers fixtures/offers/term/three-years.yaml --as-of 2026-11-27',
  'decide-term-pool':
    'tokencost decide --profile fixtures/profiles/term/growing-surely.yaml --offers fixtures/offers/term/one-pool.yaml --as-of 2026-11-27',
  'decide-term-outgrown':
    'tokencost decide --profile fixtures/profiles/term/outgrown.yaml --offers fixtures/offers/term/two-commitments.yaml --as-of 2026-11-27',
  'decide-term-floor-later':
    'tokencost decide --profile fixtures/profiles/term/floor-later.yaml --offers fixtures/offers/term/low-floor.yaml --as-of 2026-11-27',
  'decide-term-focus': 'tokencost decide --profile fixtures/profiles/term/floor-later.yaml --offers fixtures/offers/term/low-floor.yaml --as-of 2026-11-27 --format focus',
  'decide-proposal':
    'tokencost decide --profile fixtures/profiles/commitment.yaml --offers fixtures/offers/minimum.yaml --proposal fixtures/proposals/too-much.yaml --quiet',
  'decide-proposal-explain':
    'tokencost decide --profile fixtures/profiles/portfolio.yaml --proposal fixtures/proposals/openai.yaml --explain',
  'decide-proposal-json':
    'tokencost decide --profile fixtures/profiles/commitment-large.yaml --proposal fixtures/proposals/annual.yaml --format json --quiet',
  'decide-proposal-markdown':
    'tokencost decide --profile fixtures/profiles/commitment-large.yaml --proposal fixtures/proposals/annual.yaml --format markdown --quiet',
  'decide-proposals':
    'tokencost decide --profile fixtures/profiles/portfolio.yaml --proposal fixtures/proposals/too-much.yaml --proposal fixtures/proposals/openai.yaml --proposal fixtures/proposals/shallow.yaml --quiet',
  'init-project': 'tokencost init project',
  'schema-project': 'tokencost schema project',
  'estimate-no-config': 'tokencost estimate --in 1M --model gpt-5.4 --no-config --format csv',
  'bad-config-ref': 'tokencost check --in 1M --model gpt-5.4 --max 1 --config-ref no-such-branch',
  'bad-config-twice': 'tokencost check --in 1M --model gpt-5.4 --max 1 --config-ref main --no-config',
  'init-proposal': 'tokencost init proposal',
  'schema-proposal': 'tokencost schema proposal',
  'bad-proposal-is-output':
    'tokencost decide --profile fixtures/profiles/commitment.yaml --proposal fixtures/proposals/annual.yaml --output fixtures/proposals/annual.yaml',
  'decide-proposal-xlsx':
    'tokencost decide --profile fixtures/profiles/commitment.yaml --proposal fixtures/proposals/annual.yaml --format xlsx --output /dev/null',
  'decide-proposal-focus':
    'tokencost decide --profile fixtures/profiles/commitment.yaml --proposal fixtures/proposals/annual.yaml --format focus',
  'bad-proposal-missing': 'tokencost decide --profile fixtures/profiles/commitment.yaml --proposal fixtures/none.yaml',
  'bad-proposal-stdin-twice':
    'tokencost decide --profile - --proposal - < fixtures/profiles/commitment.yaml',
  'bad-no-plan': 'tokencost decide --profile fixtures/profiles/direct-only.yaml',
  'bad-decide-format': 'tokencost decide --in 1M --model gpt-5.4 --format sarif',
  'help-decide': 'tokencost decide --help',
  'schema-decide': 'tokencost schema decide',
  'help-check': 'tokencost check --help',
  'help-cards': 'tokencost cards',

  // Two profiles, and two results that were kept.
  'diff-profiles': 'tokencost diff fixtures/profiles/support.yaml fixtures/profiles/support-next.yaml',
  'diff-profiles-markdown': 'tokencost diff fixtures/profiles/support.yaml fixtures/profiles/support-next.yaml --format markdown',
  'diff-profiles-csv': 'tokencost diff - fixtures/profiles/support-next.yaml --format csv < fixtures/profiles/support.yaml',
  'diff-profiles-json': 'tokencost diff fixtures/profiles/bought-through.yaml fixtures/profiles/bought-through.yaml --offers fixtures/offers/own.yaml --format json',
  'diff-profiles-months':
    'tokencost diff fixtures/profiles/rules.yaml fixtures/profiles/half-year.yaml --card fixtures/cards/rules.yaml --as-of 2026-11-01',
  'diff-profiles-days':
    'tokencost diff fixtures/profiles/half-year.yaml fixtures/profiles/half-year.yaml --card fixtures/cards/rules.yaml --as-of 2026-10-31 --to 2026-11-01',
  'diff-results': 'tokencost diff fixtures/results/check-october.json fixtures/results/check-november.json',
  'diff-cards-months':
    'tokencost diff fixtures/cards/rules.yaml fixtures/cards/rules.yaml --profile fixtures/profiles/half-year.yaml --as-of 2026-10-31 --to 2026-11-01',
  'bad-rows': 'tokencost estimate --in 1M --model gpt-5.4 --format csv --rows items',
  'bad-scenario': 'tokencost estimate --in 1M --model gpt-5.4 --format focus --scenario list+nothing',
  'bad-scenario-csv': 'tokencost estimate --in 1M --model gpt-5.4 --format csv --scenario list',
  'bad-rows-json': 'tokencost estimate --in 1M --model gpt-5.4 --format json --rows line-items',
  'bad-bom': 'tokencost estimate --in 1M --model gpt-5.4 --format json --bom',
  'bad-diff-kinds': 'tokencost diff fixtures/profiles/support.yaml published',
  'bad-diff-commands': 'tokencost diff fixtures/results/check-october.json fixtures/results/article.json',
  'bad-diff-result': 'tokencost diff fixtures/results/article.json fixtures/results/article.json',
  'bad-diff-unknown': 'tokencost diff fixtures/offers/own.yaml fixtures/offers/own.yaml',
  'bad-diff-currency': 'tokencost diff fixtures/results/check-october.json fixtures/results/check-in-euros.json',
  'bad-diff-flag': 'tokencost diff fixtures/results/check-october.json fixtures/results/check-november.json --card published',
  'bad-diff-stdin-twice': 'tokencost diff - - < fixtures/profiles/support.yaml',
  'bad-diff-broken-result': 'tokencost diff fixtures/results/check-october.json fixtures/results/check-broken.json',

  // A card of one's own over another, what differs, and prices brought in.
  'cards-validate-overlay': 'tokencost cards validate fixtures/cards/overlay.yaml --as-of 2026-11-23',
  'estimate-overlay': 'tokencost estimate --in 500M --out 100M --model claude-opus-4-7 --card fixtures/cards/overlay.yaml --as-of 2026-12-01',
  'diff-nothing': 'tokencost diff published published --as-of 2026-11-23',
  'diff-unpriced':
    'tokencost diff published fixtures/cards/overlay.yaml --as-of 2026-12-01 --profile fixtures/profiles/own-and-shipped.yaml',
  'diff-markdown': 'tokencost diff published fixtures/cards/overlay.yaml --as-of 2026-12-01 --profile fixtures/profiles/own-and-shipped.yaml --format markdown',
  'import-named': 'tokencost cards import fixtures/imports/genai-prices.json --from genai-prices --provider anthropic --models claude-opus-4-7 --extends published --as-of 2026-12-01 --report /dev/null',
  'help-diff': 'tokencost diff --help',
  'help-import': 'tokencost cards import --help',

  // Bills held against usage.
  audit: 'tokencost audit --usage fixtures/audit/openai-usage.csv --bill fixtures/audit/openai-cost.csv --as-of 2026-11-23',
  'audit-json': 'tokencost audit --usage fixtures/audit/anthropic-usage.csv --bill fixtures/audit/anthropic-cost.csv --contract fixtures/audit/anthropic-contract.yaml --as-of 2026-11-23 --format json',
  'audit-csv': 'tokencost audit --usage fixtures/audit/openai-usage.csv --bill fixtures/audit/openai-cost.csv --as-of 2026-11-23 --format csv',
  'audit-markdown': 'tokencost audit --usage fixtures/audit/anthropic-usage.csv --bill fixtures/audit/anthropic-cost.csv --contract fixtures/audit/anthropic-contract.yaml --as-of 2026-11-23 --format markdown',
  'audit-gateway': 'tokencost audit --usage fixtures/usage/openrouter.csv --bill fixtures/usage/openrouter.csv --as-of 2026-11-23',
  'audit-days': 'tokencost audit --usage fixtures/audit/openai-usage.csv --bill fixtures/audit/openai-cost.csv --as-of 2026-11-23 --since 2026-10-04 --until 2026-10-06 --tolerance 1',
  'decide-evidence': 'tokencost decide --profile fixtures/profiles/portfolio.yaml --evidence published --as-of 2026-11-23',
  'decide-belief': 'tokencost decide --profile fixtures/profiles/portfolio.yaml --belief tokenmart=60% --as-of 2026-11-23',
  'audit-shifted': 'tokencost audit --usage fixtures/audit/bills/usage.csv --bill fixtures/audit/bills/openai.csv --as-of 2026-11-23',
  'audit-cloud': 'tokencost audit --usage fixtures/audit/bills/usage.csv --bill fixtures/audit/bills/cur.csv fixtures/audit/bills/google.jsonl --as-of 2026-11-23 --format csv',
  'audit-clauses': 'tokencost audit --usage fixtures/audit/clauses-usage.csv --bill fixtures/audit/clauses-bill.csv --contract fixtures/audit/clauses-contract.yaml --since 2026-09-01 --as-of 2026-10-05',
  'audit-clauses-csv': 'tokencost audit --usage fixtures/audit/clauses-usage.csv --bill fixtures/audit/clauses-bill.csv --contract fixtures/audit/clauses-contract.yaml --since 2026-09-01 --as-of 2026-10-05 --format csv',
  'audit-xlsx': 'tokencost audit --usage fixtures/audit/openai-usage.csv --bill fixtures/audit/openai-cost.csv --as-of 2026-11-23 --format xlsx --output /dev/null',
  'bad-audit-xlsx': 'tokencost audit --usage fixtures/audit/openai-usage.csv --bill fixtures/audit/openai-cost.csv --format xlsx',
  'help-audit': 'tokencost audit --help',
  'schema-audit': 'tokencost schema audit',
  'bad-audit-nothing': 'tokencost audit --usage fixtures/audit/openai-usage.csv',
  'bad-audit-no-bill': 'tokencost audit --usage fixtures/audit/openai-usage.csv --bill fixtures/audit/openai-usage.csv',
  'bad-audit-kind': 'tokencost audit --usage fixtures/audit/openai-usage.csv --bill fixtures/profiles/support.yaml',
  'bad-audit-period': 'tokencost audit --usage fixtures/usage/openai.csv --bill fixtures/audit/openai-cost.csv',
  'bad-audit-provider': 'tokencost audit --usage fixtures/usage/anthropic-report.json --bill fixtures/audit/openai-cost.csv',
  'bad-audit-currency': 'tokencost audit --usage fixtures/audit/openai-usage.csv --bill fixtures/audit/euro-cost.csv',
  'bad-audit-no-models': 'tokencost audit --usage fixtures/audit/ungrouped-usage.csv --bill fixtures/audit/openai-cost.csv',
  'bad-audit-contracts': 'tokencost audit --usage fixtures/audit/anthropic-usage.csv --bill fixtures/audit/anthropic-cost.csv --contract fixtures/audit/anthropic-contract.yaml fixtures/audit/anthropic-contract.yaml',

  // Contracts held against usage.
  track: 'tokencost track --contract fixtures/audit/anthropic-contract.yaml --usage fixtures/audit/anthropic-autumn.csv --as-of 2026-10-20',
  'track-json': 'tokencost track --contract fixtures/audit/anthropic-quarters.yaml --usage fixtures/audit/anthropic-autumn.csv --as-of 2026-10-18 --format json',
  'track-csv': 'tokencost track --contract fixtures/audit/anthropic-quarters.yaml --usage fixtures/audit/anthropic-autumn.csv --as-of 2026-10-18 --format csv',
  'track-markdown': 'tokencost track --contract fixtures/audit/anthropic-contract.yaml --usage fixtures/audit/anthropic-autumn.csv --as-of 2026-10-10 --fail-on overage --fail-on "utilisation<90%" --format markdown',
  'track-before': 'tokencost track --contract fixtures/audit/anthropic-contract.yaml --usage fixtures/audit/anthropic-autumn.csv --as-of 2026-08-20',
  'track-ahead': 'tokencost track --contract fixtures/audit/anthropic-renewing.yaml --offers fixtures/audit/clouds.yaml --usage fixtures/audit/anthropic-autumn.csv fixtures/audit/elsewhere-openrouter.csv fixtures/audit/bedrock-cur.csv --as-of 2026-10-18',
  'track-focus-newest':
    'tokencost track --contract fixtures/audit/anthropic-quarters.yaml --offers fixtures/audit/clouds.yaml --usage fixtures/audit/anthropic-autumn.csv --as-of 2026-10-18 --format focus --focus-version 1.4',
  'bad-track-focus-version':
    'tokencost track --contract fixtures/audit/anthropic-quarters.yaml --usage fixtures/audit/anthropic-autumn.csv --as-of 2026-10-18 --format focus --focus-version 1.2',
  'track-focus': 'tokencost track --contract fixtures/audit/anthropic-quarters.yaml --usage fixtures/audit/anthropic-autumn.csv --as-of 2026-10-18 --format focus',
  'bad-track-offers': 'tokencost track --usage fixtures/audit/anthropic-autumn.csv --offers fixtures/offers/calls.yaml',
  'help-track': 'tokencost track --help',
  'schema-track': 'tokencost schema track',
  'bad-track-nothing': 'tokencost track --contract fixtures/audit/anthropic-contract.yaml',
  'bad-track-start': 'tokencost track --contract fixtures/proposals/annual.yaml --usage fixtures/audit/anthropic-autumn.csv',
  'bad-track-rule': 'tokencost track --contract fixtures/audit/anthropic-contract.yaml --usage fixtures/audit/anthropic-autumn.csv --fail-on waste',

  // Another currency beside US dollars, at a rate that the user states.
  'estimate-in-euros': 'tokencost estimate --profile fixtures/profiles/in-euros.yaml --quiet',
  'estimate-in-euros-markdown': 'tokencost estimate --profile fixtures/profiles/in-euros.yaml --format markdown --quiet',
  'estimate-in-euros-csv':
    "tokencost estimate --profile fixtures/profiles/in-euros.yaml --format csv --delimiter ';' --decimal , --quiet",
  'estimate-in-euros-xlsx':
    'tokencost estimate --profile fixtures/profiles/in-euros.yaml --format xlsx --output /dev/null --quiet',
  'estimate-in-yen': 'tokencost estimate --profile fixtures/profiles/in-yen.yaml',
  'check-in-euros':
    'tokencost check --profile fixtures/profiles/in-euros.yaml --budget fixtures/budgets/in-euros.yaml --quiet',
  'check-in-euros-markdown':
    'tokencost check --profile fixtures/profiles/in-euros.yaml --budget fixtures/budgets/in-euros.yaml --format markdown --quiet',
  'check-in-euros-line':
    'tokencost check --profile fixtures/profiles/in-euros.yaml --budget fixtures/budgets/in-euros.yaml --format line --quiet',
  'check-in-euros-github':
    'tokencost check --profile fixtures/profiles/in-euros.yaml --budget fixtures/budgets/in-euros.yaml --format github --quiet',
  'check-in-euros-csv':
    'tokencost check --profile fixtures/profiles/in-euros.yaml --budget fixtures/budgets/in-euros.yaml --format csv --quiet',
  'check-in-euros-json':
    'tokencost check --profile fixtures/profiles/in-yen.yaml --max 10k --format json --quiet',
  'decide-in-euros':
    'tokencost decide --profile fixtures/profiles/in-euros.yaml --proposal fixtures/proposals/in-euros.yaml --quiet',
  'decide-in-euros-brief':
    'tokencost decide --profile fixtures/profiles/in-euros.yaml --proposal fixtures/proposals/in-euros.yaml --brief anthropic --quiet',
  'compare-in-euros':
    'tokencost compare --profile fixtures/profiles/in-euros.yaml --models claude-opus-4.7,gpt-5.4 --quiet',
  'diff-in-euros': 'tokencost diff fixtures/profiles/in-euros.yaml fixtures/profiles/in-euros-next.yaml',
  'check-in-euros-by-team':
    'tokencost check --profile fixtures/profiles/in-euros.yaml --max 50k --by tag:team --quiet',
  'track-in-euros':
    'tokencost track --contract fixtures/audit/contract-in-euros.yaml --usage fixtures/audit/anthropic-autumn.csv --as-of 2026-10-20',
  'audit-in-euros':
    'tokencost audit --usage fixtures/audit/anthropic-usage.csv --bill fixtures/audit/anthropic-cost.csv --contract fixtures/audit/contract-in-euros.yaml',
  'bad-two-rates':
    'tokencost check --profile fixtures/profiles/in-euros.yaml --budget fixtures/budgets/in-euros-of-its-own.yaml',
  'bad-budget-currency':
    'tokencost check --in 1M --model gpt-5.4 --budget fixtures/budgets/in-euros.yaml',

  // Mistakes, one per problem and per way to make it.
  'bad-command': 'tokencost estimat',
  'bad-flag': 'tokencost estimate --modle claude-opus-4.7',
  'bad-extra-argument': 'tokencost estimate gpt-5.4',
  'bad-extra-arguments': 'tokencost cards show gpt-5.4 gpt-5.5 gpt-5',
  'bad-twice': 'tokencost estimate --in 1M --in 2M --model gpt-5.4',
  'bad-empty-path': 'tokencost estimate --profile ""',
  'bad-in-word': 'tokencost estimate --in five --model claude-opus-4.7',
  'bad-in-negative': 'tokencost estimate --in -5M --model claude-opus-4.7',
  'bad-in-nan': 'tokencost estimate --in NaN --model claude-opus-4.7',
  'bad-in-commas': 'tokencost estimate --in 1,500,000 --model claude-opus-4.7',
  'bad-in-fraction': 'tokencost estimate --in 1.5 --model claude-opus-4.7',
  'bad-in-lower-case': 'tokencost estimate --in 500m --model claude-opus-4.7',
  'bad-no-tokens': 'tokencost estimate --in 0 --out 0 --model claude-opus-4.7',
  'bad-share': 'tokencost estimate --in 1M --model claude-opus-4.7 --cache-hit 1.2',
  'bad-share-percent': 'tokencost estimate --in 1M --model claude-opus-4.7 --batch 70',
  'bad-reads-and-writes': 'tokencost estimate --in 1M --model claude-opus-4.7 --cache-hit 90% --reads-per-write 2',
  'bad-ttl': 'tokencost estimate --in 1M --model claude-opus-4.7 --cache-ttl 2h',
  'bad-discount': 'tokencost estimate --in 1M --model claude-opus-4.7 --discount 100%',
  'bad-floor': 'tokencost estimate --in 1M --model claude-opus-4.7 --floor 100k-50k',
  'bad-format': 'tokencost estimate --in 1M --model claude-opus-4.7 --format xml',
  'bad-as-of': 'tokencost estimate --in 1M --model claude-opus-4.7 --as-of 2026-02-30',
  'bad-explain-csv': 'tokencost estimate --in 1M --model claude-opus-4.7 --format csv --explain',
  'bad-model': 'tokencost estimate --in 1M --model claude-opus-47',
  'bad-model-own-card': 'tokencost estimate --in 1M --model large-3 --card fixtures/cards/own.yaml',
  'bad-stdin-twice': 'tokencost estimate --profile - --card - < fixtures/cards/own.yaml',
  'bad-model-elsewhere': 'tokencost estimate --in 1M --model grok-4.1',
  'bad-card': 'tokencost estimate --in 1M --model gpt-5.4 --card publishd',
  'bad-day-before-first-rate': 'tokencost estimate --in 1M --model claude-opus-4.7 --as-of 2026-04-15',
  'bad-nothing': 'tokencost estimate',
  'bad-no-model': 'tokencost estimate --in 1M',
  'bad-both': 'tokencost estimate --profile fixtures/profiles/support.yaml --in 1M --model gpt-5.4',
  'bad-missing-file': 'tokencost estimate --profile fixtures/none.yaml',
  'bad-folder': 'tokencost estimate --profile fixtures/profiles',
  'bad-unreadable': 'tokencost estimate --profile /proc/self/mem',
  'bad-output-is-input':
    'tokencost estimate --profile fixtures/profiles/support.yaml --output ./fixtures/profiles/support.yaml',
  'bad-output-folder': 'tokencost estimate --in 1M --model gpt-5.4 --output fixtures/none/out.json',
  'bad-output-is-folder': 'tokencost estimate --in 1M --model gpt-5.4 --output fixtures',
  'bad-output-unwritable': 'tokencost estimate --in 1M --model gpt-5.4 --output /proc/none',
  'bad-output-full': 'tokencost estimate --in 1M --model gpt-5.4 --output /dev/full',
  'bad-init-exists': 'tokencost init --output LICENSE',
  'bad-no-limit': 'tokencost check --in 1M --model gpt-5.4',
  'bad-max-lower-case': 'tokencost check --in 1M --model gpt-5.4 --max $50b',
  'bad-max': 'tokencost check --in 1M --model gpt-5.4 --max lots',
  'bad-schema': 'tokencost schema profil',
  'bad-validate-nothing': 'tokencost cards validate',
  'bad-card-in-two-files': 'tokencost cards validate fixtures/bad/card-in-two-files',
  'bad-schema-of-javascript': 'tokencost schema constructor',
  'bad-validate-format': 'tokencost cards validate fixtures/cards/own.yaml --format csv',
  'bad-offers': 'tokencost estimate --in 1M --model gpt-5.4 --offers fixtures/bad/offers-faults.yaml',
  'bad-offers-contradict': 'tokencost estimate --in 1M --model gpt-5.4 --offers fixtures/bad/offers-contradict.yaml',
  'bad-diff-card': 'tokencost diff published mine.yaml',
  'bad-to': 'tokencost diff published published --to tomorrow',
  'bad-import-model': 'tokencost cards import fixtures/imports/litellm.json --from litellm --provider acme --models acme/large2',
  'bad-import-shape': 'tokencost cards import fixtures/cards/own.yaml --from genai-prices --provider acme',
  'usage-openai': 'tokencost import fixtures/usage/openai.csv --by project --as-of 2026-11-23',
  'usage-anthropic': 'tokencost import fixtures/usage/anthropic-report.json --as-of 2026-11-23',
  'usage-page': 'tokencost import fixtures/usage/anthropic-page.json --as-of 2026-11-23',
  'usage-sql-cur': 'tokencost import sql --from cur --dialect duckdb',
  'usage-page-json': 'tokencost import fixtures/usage/anthropic-page.json --format json --as-of 2026-11-23',
  'usage-anthropic-console': 'tokencost import fixtures/usage/anthropic-console.csv --as-of 2026-11-23',
  'usage-litellm': 'tokencost import fixtures/usage/litellm.jsonl --as-of 2026-11-23',
  'usage-litellm-daily': 'tokencost import fixtures/usage/litellm-daily.csv --as-of 2026-11-23',
  'usage-openrouter': 'tokencost import fixtures/usage/openrouter.csv --as-of 2026-11-23',
  'usage-openrouter-api': 'tokencost import fixtures/usage/openrouter-activity.json --as-of 2026-11-23',
  'usage-claude-code': 'tokencost import fixtures/usage/claude-code.jsonl --as-of 2026-11-23',
  'usage-codex': 'tokencost import fixtures/usage/codex.jsonl --as-of 2026-11-23',
  'usage-ccusage': 'tokencost import fixtures/usage/ccusage.json --as-of 2026-11-23',
  'usage-langfuse-page': 'tokencost import fixtures/usage/langfuse-page.json --as-of 2026-11-23',
  'usage-given': 'tokencost import fixtures/usage/openai-given.csv --as-of 2026-11-23',
  'usage-given-json': 'tokencost import fixtures/usage/openai-given.csv --format json --as-of 2026-11-23',
  'usage-langfuse': 'tokencost import fixtures/usage/langfuse.jsonl --as-of 2026-11-23',
  'usage-canonical': 'tokencost import fixtures/usage/canonical.csv --as-of 2026-11-23',
  'usage-bedrock': 'tokencost import fixtures/usage/bedrock.jsonl --as-of 2026-11-23',
  'usage-otel': 'tokencost import fixtures/usage/otel.json --as-of 2026-11-23',
  'usage-responses': 'tokencost import fixtures/usage/responses.jsonl --as-of 2026-11-23',
  'usage-helicone': 'tokencost import fixtures/usage/helicone.jsonl --as-of 2026-11-23',
  'usage-cur': 'tokencost import fixtures/usage/cur.csv --as-of 2026-11-23',
  'usage-focus': 'tokencost import fixtures/usage/focus.csv --as-of 2026-11-23',
  'usage-azure': 'tokencost import fixtures/usage/azure.csv --as-of 2026-11-23',
  'usage-google-billing': 'tokencost import fixtures/usage/google-billing.jsonl --as-of 2026-11-23',
  'usage-sql': 'tokencost import sql --from litellm --dialect postgres --since 2026-10-01 --until 2026-10-31 --by project',
  'usage-sql-clickhouse': 'tokencost import sql --from langfuse --dialect clickhouse',
  'bad-usage-sql': 'tokencost import sql',
  'bad-usage-sql-kind': 'tokencost import sql --from codex --dialect duckdb',
  'bad-usage-sql-dialect': 'tokencost import sql --from cur --dialect oracle',
  'bad-usage-sql-by': 'tokencost import sql --from cur --dialect trino --by user',
  'bad-usage-sql-table': 'tokencost import sql --from cur --dialect trino --table "cur; DROP TABLE cur"',
  'usage-added': 'tokencost import fixtures/usage/litellm-daily.csv fixtures/usage/anthropic-report.json --add --since 2026-10-01 --until 2026-10-31',
  'usage-weeks': 'tokencost import fixtures/usage/weeks.csv --by tag:team --min-share 2% --as-of 2026-11-23',
  'usage-weeks-json': 'tokencost import fixtures/usage/weeks.csv --by tag:team --min-share 2% --as-of 2026-11-23 --format json',
  'bad-usage-update': 'tokencost import fixtures/usage/openai.csv --update fixtures/budgets/growth.yaml',
  'bad-usage-min-share': 'tokencost import fixtures/usage/openai.csv --by project --min-share 200%',
  'usage-json': 'tokencost import fixtures/usage/openai.csv --format json --as-of 2026-11-23',
  'bad-usage': 'tokencost import fixtures/profiles/support.yaml',
  'bad-usage-nothing': 'tokencost import',
  'bad-usage-missing': 'tokencost import fixtures/none.csv',
  'bad-usage-left': 'tokencost import fixtures/usage/openai.csv --since 2027-01-01 --as-of 2026-11-23',
  'bad-usage-update-missing': 'tokencost import fixtures/usage/openai.csv --update fixtures/none.yaml',
  'bad-usage-output-json': 'tokencost import fixtures/usage/openai.csv --output profile.json',
  'usage-requests': 'tokencost import fixtures/usage/requests.csv --as-of 2026-11-23',
  'bad-usage-folder': 'tokencost import fixtures/usage',
  'bad-usage-twice': 'tokencost import fixtures/usage/litellm-daily.csv fixtures/usage/anthropic-report.json',
  'bad-usage-from': 'tokencost import fixtures/usage/openai.csv --from excel',
  'bad-usage-by': 'tokencost import fixtures/usage/openai.csv --by colour',
  'bad-usage-days': 'tokencost import fixtures/usage/openai.csv --since 2026-10-02 --until 2026-10-01',
};
