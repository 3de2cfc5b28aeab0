/** What `init` writes: every way to state a workload, each with the question it answers. */
export const STARTER_PROFILE = `# A tokencost profile: the streams of tokens you buy, a month each.
#   tokencost estimate --profile FILE
#   tokencost check --profile FILE --max 50k
# Numbers: 500M, 1.5B, 12k, 2_000_000. Shares: 70% or 0.7.
name: my platform
# currency: EUR               # shown beside US dollars; fxRate is what one US dollar costs, and from whom you know it
# fxRate: { rate: 0.92, source: ECB reference rate, day: 2026-11-20 }
# start: 2026-12              # with it or with months, priced month by month at each month's rates; the next month where it is left out
# months: 12
# growth: 4%                  # more tokens each month, compounding: the months above, check and decide count it
workloads:
  # Volume and ratios you know.
  - name: ticket-replies
    model: claude-opus-4.7
    tokens: { input: 500M, output: 1.5B }   # output includes reasoning tokens, here and below
    cacheHitRatio: 70%       # share of input tokens read from the provider's cache
    readsPerWrite: 10        # reads served by one cache write (default 10)
    cacheTtl: 5m             # lifetime of a write: 5m or 1h for Claude
    batchEligible: 40%       # share of the work that can wait 24 hours
    # calls: { webSearch: 100k }            # billed by the thousand, beside tokens; tokens also takes audioInput, imageInput ...
    tags: { team: support }

  # Token classes counted in a usage export. They are disjoint and add up to the input.
  - name: measured
    model: gpt-5.4
    tokens: { uncachedInput: 310M, cacheRead: 690M, output: 95M }

  # Requests, with the part of the prompt that every request shares.
  - name: by-request
    model: gemini-3.1-pro
    requests: 2M
    perRequest: { prefix: 6_000, input: 800, output: 300 }
    cacheHitRatio: 80%
    latencyBudgetMs: 50      # an aggregator that can add more than this at p95 is out
    # channels: [list, direct]   # when only these will do
    # divisible: true            # decide may buy it in parts, each through another channel
    # alternatives: [{ model: claude-sonnet-4.6 }]   # other models that pass your evaluation
    # switchingCost: 10_000      # dollars, once, for moving it to one of them; decide spreads them over its months
    # channel: tokenmart         # bought this way today; check counts it so
`;
