/**
 * The library's public face. Everything here is pure but for the loaders, which read files.
 *
 * @example
 * import { estimate, loadContext, loadProfile } from 'tokencost';
 */
export { estimate } from './decision/estimate.ts';
