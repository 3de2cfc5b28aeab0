import { FAILURE_CLASSES } from '../domain/failure.ts';
import type { LeverTerms } from '../domain/lever-terms.ts';
import { readSource } from './card.ts';
import { readFactor, readPeakToAverage, readShare } from './read-value.ts';
import type { LeversDocument } from './schemas/levers-schema.ts';
import { shippedPricing } from './shipped.ts';

/** The terms of the levers from their file. */
export function readLeverTerms(document: LeversDocument): LeverTerms {
  const { failedRequests, serviceLevel, reserved } = document;
  const classes = FAILURE_CLASSES.map((id) => {
    const { name, ...shares } = failedRequests.classes[id];
    const { rate, input, output, billedToday, billedUnderContract } = shares;
    const terms = {
      name,
      rate: readShare(rate),
      input: readShare(input),
      output: readShare(output),
      billedToday: readShare(billedToday),
      billedUnderContract: readShare(billedUnderContract),
    };
    return [id, terms] as const;
  });
  return {
    levers: document.levers,
    notLevers: document.notLevers,
    failedRequests: {
      articleShareOfOutput: readShare(failedRequests.articleShareOfOutput),
      classes: new Map(classes),
      source: readSource(failedRequests.source),
    },
    serviceLevel: {
      downtime: {
        incidentsPerMonth: readFactor(serviceLevel.downtime.incidentsPerMonth),
        meanMinutes: readFactor(serviceLevel.downtime.meanMinutes),
      },
      qualifying: readShare(serviceLevel.qualifying),
      claimed: readShare(serviceLevel.claimed),
      usable: readShare(serviceLevel.usable),
      source: readSource(serviceLevel.source),
    },
    reserved: {
      peakToAverage: readPeakToAverage(reserved.peakToAverage),
      peakPercentile: readShare(reserved.peakPercentile),
      source: readSource(reserved.source),
    },
  };
}

/** The terms of the levers that ship, from the folder of compiled pricing. */
export function loadLeverTerms(folder: string): LeverTerms {
  return readLeverTerms(shippedPricing(folder).levers());
}
