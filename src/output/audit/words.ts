import type { Cause, Clause } from '../../domain/audit.ts';

/** A cause in the words of a buyer. */
export const CAUSE_WORDS: Readonly<Record<Cause, string>> = {
  shiftedDay: 'billed on a neighbouring day',
  rounding: 'rounding of the bill',
  credit: 'credits',
  tax: 'taxes',
  discount: 'discount missing, or at another rate',
  mode: 'billed in another mode',
  cacheClass: 'cached tokens billed as another class',
  longContext: 'long-context price',
  region: 'premium of a region',
  calls: 'calls billed otherwise than made',
  priceChange: 'price of another day',
  priceProtection: 'prices raised in spite of their protection',
  failedRequests: 'failed requests billed, or not',
  overage: 'use beyond the commitment at another price',
  shortfall: 'unused commitment billed otherwise than left',
  creditMissing: 'credits that did not arrive',
  usageWithoutBill: 'used, and not billed',
  billWithoutUsage: 'billed, and not used',
  unpriced: 'no price here for part of the usage',
  unknown: 'nothing explains it',
};

/** What a claim rests on, in words that a vendor can look up. */
export const CLAUSE_WORDS: Readonly<Record<Clause, string>> = {
  discount: 'the discount of the contract',
  listPrice: 'the price list of that day',
  priceProtection: 'priceProtection in the contract',
  failedRequests: 'failedRequests in the contract',
  overage: 'overage in the contract',
  commitment: 'commitment and fulfilment in the contract',
  credits: 'credits in the contract',
  uptime: 'uptime in the contract; the failures in your usage are evidence, and no proof',
  usage: 'evidence of the use, to be asked for: your own usage may lack it',
};
