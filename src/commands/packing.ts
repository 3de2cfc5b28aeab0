import { constants, crc32, deflateRawSync } from 'node:zlib';
import type { Packing } from '../output/xlsx/archive.ts';

/** What packs the parts of a workbook. */
export const PACKING: Packing = {
  deflate: (bytes) => deflateRawSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH }),
  crc32: (bytes, before) => crc32(bytes, before),
};
