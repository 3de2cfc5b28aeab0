import type { ExchangeRate } from '../domain/exchange-rate.ts';
import type { Note } from '../domain/note.ts';
import { DOCUMENTS, type DocumentFormat } from './page-formats.ts';

/** What was taken for flags that nobody gave, to be told with the answer. */
export interface TakenOptions {
  readonly taken?: readonly Note[];
  /** The currency of the project, where the profile names none. */
  readonly exchange?: ExchangeRate;
}

/** Variables of the environment that stand for a flag where it is not given, by the name of its option. */
export const ENVIRONMENT = [
  ['card', 'TOKENCOST_CARD'],
  ['profile', 'TOKENCOST_PROFILE'],
  ['budget', 'TOKENCOST_BUDGET'],
  ['baseline', 'TOKENCOST_BASELINE'],
  ['asOf', 'TOKENCOST_AS_OF'],
  ['name', 'TOKENCOST_NAME'],
  ['budgetRef', 'TOKENCOST_BUDGET_REF'],
  ['baselineRef', 'TOKENCOST_BASELINE_REF'],
  ['configRef', 'TOKENCOST_CONFIG_REF'],
] as const;

/** Flags of `estimate` and `check` as typed; commander gives text, and every parser is called here in the commands. */
export interface InputOptions extends TakenOptions {
  readonly in?: string;
  readonly out?: string;
  readonly model?: string;
  readonly cacheHit?: string;
  readonly readsPerWrite?: string;
  readonly cacheTtl?: string;
  /** True when the flag stands without a share. */
  readonly batch?: string | true;
  readonly discount?: string;
  readonly floor?: string;
  readonly profile?: string;
  readonly card: string;
  readonly offers?: readonly string[];
  readonly asOf?: string;
  /** Ids of aggregators, separated by commas. */
  readonly via?: string;
  readonly prepay?: string;
  /** What the cost is told apart by, and who bears what is shared. */
  readonly by?: string;
  readonly shared?: string;
}

/** The card prices are read from when none is named. */
export const DEFAULT_CARD = 'published';

export type Format = 'table' | 'json' | 'csv' | DocumentFormat;
export const FORMATS: readonly Format[] = ['table', 'json', 'csv', ...DOCUMENTS];

/** Formats of `estimate` and `decide`, which also write what FinOps tools and spreadsheets read. */
export type MoneyFormat = Format | 'focus' | 'xlsx';
export const MONEY_FORMATS: readonly MoneyFormat[] = [...FORMATS, 'focus', 'xlsx'];

/** Formats of `audit`, whose differences are also a workbook. */
export type AuditFormat = Format | 'xlsx';
export const AUDIT_FORMATS: readonly AuditFormat[] = [...FORMATS, 'xlsx'];

/** Formats of `track`, whose commitments are also FOCUS's dataset of them. */
export type TrackFormat = Format | 'focus';
export const TRACK_FORMATS: readonly TrackFormat[] = [...FORMATS, 'focus'];

/** What one row of CSV is. */
export const ROWS = ['configurations', 'line-items'] as const;
export type Rows = (typeof ROWS)[number];

export interface OutputOptions {
  readonly format: string;
  /** A byte order mark in front of CSV. */
  readonly bom?: boolean;
  /** What parts the cells of CSV, and what its figures have before the decimals. */
  readonly delimiter?: string;
  readonly decimal?: string;
  readonly output?: string;
  readonly quiet?: boolean;
  /** False with --no-color. */
  readonly color: boolean;
}

export interface EstimateOptions extends InputOptions, OutputOptions {
  readonly focusVersion?: string;
  readonly explain?: boolean;
  /** What one row of CSV is. */
  readonly rows?: string;
  /** Id of the configuration that FOCUS charges are of. */
  readonly scenario?: string;
}

export interface DecideOptions extends InputOptions, OutputOptions {
  readonly focusVersion?: string;
  /** The file that takes FOCUS's dataset of commitments. */
  readonly focusCommitments?: string;
  readonly explain?: boolean;
  /** How far the plan may lean on what is not published. */
  readonly evidence?: string;
  /** Sellers with the share of their claims that is believed, separated by commas. */
  readonly belief?: string;
  /** What to go into a talk with: true for every provider, else the id of one. */
  readonly brief?: string | true;
  /** Files of what vendors propose. */
  readonly proposal?: readonly string[];
}

export interface DiffOptions extends Pick<InputOptions, 'asOf' | 'profile' | 'offers'>, OutputOptions {
  /** The day of the newer side, where it is not that of the older. */
  readonly to?: string;
  readonly card?: string;
}
