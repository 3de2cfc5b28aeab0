// Rules of thumb: which band a buyer signs with a provider who looks at one number of the forecast and signs today.

/** The band that comes last in an order among those that suit. */
function most(bands, suits, order) {
  return bands
    .filter(suits)
    .reduce((best, band) => (best === undefined || order(band) >= order(best) ? band : best), undefined);
}

const clears =
  ({ contract }, spend) =>
  (band) =>
    spend >= contract.floor && spend * (1 - band.discount) >= band.commitment;

/** By name: the band that is signed for a month's list spend as stated and at the median, and whether the reseller is asked. */
export const RULES = {
  'the largest commitment that P50 covers': {
    sign: (provider, { median }) =>
      most(provider.contract.bands, clears(provider, median), ({ commitment }) => commitment),
    reseller: true,
  },
  'never commit': {
    sign: ({ contract }) =>
      most(
        contract.bands,
        ({ commitment }) => commitment === 0,
        ({ discount }) => discount,
      ),
    reseller: true,
  },
  "always the deepest discount that today's spend clears": {
    sign: (provider, { today }) => most(provider.contract.bands, clears(provider, today), ({ discount }) => discount),
    reseller: true,
  },
  'provider direct only': {
    sign: (provider, { today }) => most(provider.contract.bands, clears(provider, today), ({ discount }) => discount),
    reseller: false,
  },
  'reseller always': { sign: () => undefined, reseller: true },
};
