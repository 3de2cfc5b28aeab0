import type { Exact } from '../domain/exact.ts';

/** Where something stands on an axis: an exact amount as the answer has it, or a statistic. */
export type Level = Exact | number;

/** What a colour stands for, in the order of the palette. */
export type Hues = readonly string[];

/** Amounts side by side, the name and the figure over each bar. An amount below 0 points the other way. */
export interface Bars {
  readonly kind: 'bars';
  readonly rows: readonly {
    readonly name: string;
    readonly amount: Level;
    /** The amount in words, as the page writes it. */
    readonly shown: string;
    /** Which of the hues it has. */
    readonly hue?: string;
  }[];
  readonly hues?: Hues;
  /** An amount that every bar is held against. */
  readonly against?: { readonly name: string; readonly at: Level };
}

/** From one total to another by what is taken off or put on between them: a waterfall. */
export interface Steps {
  readonly kind: 'steps';
  readonly steps: readonly {
    readonly name: string;
    /** Of a total where the bar ends, else what is taken off: below 0 where something is put on. */
    readonly amount: Level;
    readonly shown: string;
    readonly total: boolean;
    readonly hue?: string;
  }[];
  readonly hues?: Hues;
}

/** What each of several unknowns does to one amount, from its low to its high end: a tornado. */
export interface Spread {
  readonly kind: 'spread';
  readonly centre: Level;
  readonly rows: readonly {
    readonly name: string;
    readonly shown: string;
    /** Undefined where there is no amount. */
    readonly low: Level | undefined;
    readonly high: Level | undefined;
  }[];
}

/** Amounts of periods that follow each other, beside what is fixed in each. */
export interface Columns {
  readonly kind: 'columns';
  readonly columns: readonly { readonly name: string; readonly amount: Level; readonly beside?: Level }[];
  readonly hue: string;
  /** What stands beside the columns: a line over them. */
  readonly beside?: string;
}

/** One amount over another. */
export interface Lines {
  readonly kind: 'lines';
  /** What is counted upwards. */
  readonly y: string;
  readonly x: {
    readonly label: string;
    readonly form: 'usd' | 'multiple' | 'day';
    /** Of days: the words of both ends. */
    readonly ends?: readonly [from: string, to: string];
  };
  readonly series: readonly { readonly name: string; readonly points: readonly (readonly [x: Level, y: Level])[] }[];
  /** Between two lines, of which nobody knows better: low and high at each x. */
  readonly area?: {
    readonly name: string;
    readonly points: readonly (readonly [x: Level, low: Level, high: Level])[];
  };
  /** A stretch of x. */
  readonly band?: { readonly name: string; readonly from: Level; readonly to: Level };
  /** Places on x that matter. */
  readonly marks?: readonly { readonly at: Level; readonly shown: string }[];
  /** An amount that holds at every x. */
  readonly level?: { readonly name: string; readonly at: Level };
}

/** What is drawn, in amounts of the answer: where a mark stands is found by who draws it. */
export type Chart = Bars | Steps | Spread | Columns | Lines;
