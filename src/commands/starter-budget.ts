/** What `init budget` writes: every kind of limit and rule, each with the question it answers. */
export const STARTER_BUDGET = `# A tokencost budget: what projected spend may come to, US dollars a month.
#   tokencost check --profile FILE --budget FILE
#   tokencost check --profile FILE --budget FILE --baseline baseline.json
# Keep a baseline with: tokencost check --profile FILE --budget FILE --format json --output baseline.json
name: my budget
# currency: EUR                # the amounts below are EUR then; fxRate: what one US dollar costs (left out: as the profile says)
# fxRate: { rate: 0.92, source: treasury, day: 2026-11-20 }
# unpriced: allow              # let an amount pass though a part of it has no price (default: undecided, exit 4)
# strict: true                 # refuse a limit that nothing in the profile meets (default: it is said, and holds nothing)
limits:
  - { max: 60_000 }                                       # the whole profile; over it, check exits with 3
  - { max: 50_000, level: warn }                          # said, and nothing more
  - { provider: anthropic, max: 45_000 }
  - { model: gpt-5.4, max: 5_000, level: warn }
  - { workload: ticket-replies, max: 40_000 }
  - { tag: { team: support }, max: 40_000 }               # all workloads with this tag
  # - { max: 700_000, per: year, phasing: [20%, 25%, 25%, 30%], carryOver: true }   # on the months of the profile
  # Growth on a baseline needs --baseline.
  # - { maxGrowth: 10% }                                  # the whole profile, at most a tenth more
  # - { workload: ticket-replies, maxIncrease: 5_000 }
  # - { max: 55_000, onlyIfGrows: true }                 # over it and over the baseline too
rules:
  - { rule: priceAge, maxDays: 120, level: warn }         # the prices were looked at lately
  # - { rule: floorCrossed, level: warn }                 # spend passes the floor of a provider since the baseline
`;
