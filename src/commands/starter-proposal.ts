/** What `init proposal` writes: an annual commitment as vendors write it, and every term that decides what it is worth. */
export const STARTER_PROPOSAL = `# What a vendor proposes to sign, to be audited against your profile:
#   tokencost decide --profile FILE --proposal FILE        (--proposal again for each further vendor)
provider: anthropic            # as the rate card spells it; the profile buys from it
date: 2026-11-20
# validUntil: 2026-12-18
note: quote Q-1042             # where it came from

# currency: EUR                # amounts here are EUR then; fxRate: what one US dollar costs (left out: as the profile says)
# fxRate: { rate: 0.92, source: treasury, day: 2026-11-20 }
commitment: 1_200_000          # US dollars that are paid in any case
per: year                      # ... a month, a year, or the whole term
discount: 20%                  # off list price
termMonths: 12

# What a proposal does not say is taken as usual, and the answer says so. Ask about each: it has a price.
# What stands here is what is taken as usual.
# overage: contract            # usage over the commitment: at the contract's price, at list, or at a multiple of list such as 1.1
# fulfilment: annual           # when usage is held against it: annual is one pool a year, monthly a minimum each month
# rollover: 0%                 # share of what is unused that the next interval may use
# commitmentBasis: contracted  # drawn down by contracted or by list dollars
# floorBasis: list             # the floor of the rate card is tested on list or on contracted dollars
# No ramp is usual. Three ways to write one, for equal parts of the term:
#   ramp: [50%, 75%, 100%]     # shares of the final commitment
#   ramp: [20%, 33%, 47%]      # parts of the whole, adding up to 100%
#   ramp: [100%, 150%, 200%]   # multiples of the first part

# What it says of prices: decide counts discounts, and the next two where prices change in the term.
# discounts: { claude-haiku-4.5: 10% }   # by model; any other gets discount
# newerModels: excluded        # models that come after it: included, excluded, or a discount of their own
# priceProtection: true        # list prices raised in the term do not count
# mostFavoured: true           # no model costs more than others ask: decide says what that is worth at most

# Once it is signed, audit and track hold bills and usage to what stands here; decide weighs none
# of what follows.
# signed: true
# start: 2027-01-01            # the first day of the term
# credits: [{ amount: 5_000, per: once, expiresAfterDays: 90 }]
# failedRequests: free         # tokens of requests that failed
# uptime: { target: 99.9%, credits: [{ below: 99.9%, credit: 10% }], claimDays: 30 }
# autoRenew: true
# noticeDays: 60               # notice is due so many days before the end
# priceIncrease: 5%            # at renewal
# through: bedrock             # the marketplace it is bought through
`;
