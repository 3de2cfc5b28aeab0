/** What a user's own offers files hold entries of. */
export type OfferKind =
  | 'aggregators'
  | 'contracts'
  | 'marketplaces'
  | 'cloudCommitments'
  | 'reserved'
  | 'serviceLevels';

/** An entry of a user's own offers files, by what it is of and the keys that it states; the last of its id. */
export interface OwnOffer {
  readonly kind: OfferKind;
  readonly id: string;
  readonly keys: readonly string[];
}
