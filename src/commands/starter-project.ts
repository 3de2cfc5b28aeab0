/** What `init project` writes: all that the file of a project may name, each as it would be given by a flag. */
export const STARTER_PROJECT = `# tokencost.yaml: what tokencost takes here and in the folders below for flags that are not given.
#   tokencost estimate
#   tokencost check
# Paths are from this file on. What was taken is printed as an assumption; --no-config leaves this file out.
profile: profile.yaml          # unless --profile, --in, --out or --model is given; \`tokencost init\` writes one
# budget: budget.yaml          # for check, unless --budget or --max is given; \`tokencost init budget\` writes one
# card: prices/card.yaml       # the id of a card that ships, or a file or folder of your own
# currency: EUR              # shown beside US dollars where the profile names none, at a rate of your own
# fxRate: { rate: 0.92, source: ECB reference rate, day: 2026-11-27 }
# offers: [offers.yaml]        # aggregators and contracts of your own
`;
