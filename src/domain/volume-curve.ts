import type { Channel } from './channel.ts';
import type { FloorBand } from './contract.ts';
import type { Factor, Usd } from './units.ts';

/** What all of the work costs through one channel alone, at a multiple of its volume. */
export interface VolumePoint {
  readonly volume: Factor;
  readonly cost: Usd;
}

/** One channel over volume; the points where it can be bought, by rising volume. */
export interface VolumeCurve {
  readonly channel: Channel;
  readonly points: readonly VolumePoint[];
}

/** From one channel to another as the cheapest, at about this multiple of the volume. */
export interface VolumeCrossing {
  readonly volume: Factor;
  readonly from: Channel;
  readonly to: Channel;
}

/** Cost over volume: each channel alone, where another becomes the cheapest, and the floor of the one provider. */
export interface OverVolume {
  /** How many workloads there are. */
  readonly workloads: number;
  readonly curves: readonly VolumeCurve[];
  readonly crossings: readonly VolumeCrossing[];
  /** The cheapest at the volume that is stated. */
  readonly today: Channel;
  readonly most: Factor;
  /** Multiples of the volume at which both ends of the floor are reached; undefined where there are several floors, or none. */
  readonly floor: { readonly band: FloorBand; readonly low: Factor; readonly high: Factor } | undefined;
}
