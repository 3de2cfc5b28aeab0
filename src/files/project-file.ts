import { dirname, isAbsolute, join, relative } from 'node:path';
import type { ExchangeRate } from '../domain/exchange-rate.ts';
import { currencyFaults, readExchangeRate } from './currency.ts';
import { readDocument } from './document.ts';
import { parseYaml } from './parse-yaml.ts';
import { type ProjectDocument, projectSchema } from './schemas/project-schema.ts';
import { exists } from './text-file.ts';
import { type Fault, invalidFile, type Path } from './yaml-file.ts';

const KIND = 'project file';

/** What a project names, each as flags would: paths from the working directory, and ids of cards that ship. */
export interface Project {
  readonly flags: Pick<ProjectDocument, 'card' | 'offers' | 'profile' | 'budget'>;
  /** The currency that answers show beside US dollars, where the profile names none. */
  readonly exchange: ExchangeRate | undefined;
}

/**
 * A project file from its text. Its paths are from its own folder on. Throws `invalidFile` with every fault at its
 * place, one for each file that is not there.
 */
export function loadProject(text: string, path: string, cardIds: readonly string[], shown = path): Project {
  const file = parseYaml(text, shown, KIND);
  const document = readDocument(file, { projectSchema }, KIND);
  const faults: Fault[] = currencyFaults(document, undefined).map(([at, message]) => ({
    place: file.place(at),
    message,
  }));
  const laid = (name: string, at: Path): string => {
    const from = isAbsolute(name) ? name : relative('.', join(dirname(path), name));
    if (!exists(from)) faults.push({ place: file.place(at), message: `there is no file ${from}` });
    return from;
  };
  const { card, offers, profile, budget } = document;
  const flags: Project['flags'] = {
    ...(card === undefined ? {} : { card: cardIds.includes(card) ? card : laid(card, ['card']) }),
    ...(offers === undefined ? {} : { offers: offers.map((each, at) => laid(each, ['offers', at])) }),
    ...(profile === undefined ? {} : { profile: laid(profile, ['profile']) }),
    ...(budget === undefined ? {} : { budget: laid(budget, ['budget']) }),
  };
  if (faults.length > 0) throw invalidFile(file, KIND, faults);
  return { flags, exchange: readExchangeRate(document, shown, undefined) };
}
