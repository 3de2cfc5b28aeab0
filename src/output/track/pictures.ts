import { type Day, daysBetween } from '../../domain/day.ts';
import type { Tracked } from '../../domain/track.ts';
import type { Picture } from '../page.ts';
import { dollars, percent, plainDollars } from '../render/numbers.ts';
import { expected } from '../words/expected-text.ts';

/** A commitment over its window: what was used, what even use would have, and where it goes. */
export function drawdownPicture(of: Tracked, asOf: Day, name: string): Picture[] {
  const { window, commitment, usedByDay, used, projected, knownUntil, utilisation } = of;
  if (of.kind === 'cloud' || knownUntil === undefined || usedByDay.length === 0) return [];
  const at = (day: Day) => daysBetween(window.start, day) + 1;
  const known = knownUntil < window.end ? knownUntil : window.end;
  const ahead = projected.days > 0 && known < window.end;
  const { p10, p90 } = projected;
  const part = utilisation === undefined ? '' : `${percent(utilisation, 1)} of `;
  const where = ahead ? `; at this rate ${expected(projected.expected)} by ${window.end}` : '';
  return [
    {
      title: `${name}: ${part}${plainDollars(commitment)} used by ${known}${where}`,
      alt: `Use of the commitment with ${name} from ${window.start} to ${window.end}: what was used day by day, what even use would have, and where the last weeks lead.`,
      chart: {
        kind: 'lines',
        y: 'USD',
        x: {
          label: 'days of the window',
          form: 'day',
          ends: [window.start, window.end],
        },
        series: [
          {
            name: 'used',
            points: [[0, 0] as const, ...usedByDay.map((each) => [at(each.day), each.used] as const)],
          },
          {
            name: 'even use',
            points: [
              [0, 0],
              [at(window.end), commitment],
            ],
          },
          ...(ahead
            ? [
                {
                  name: 'as it goes on',
                  points: [[at(known), used] as const, [at(window.end), projected.expected] as const],
                },
              ]
            : []),
        ],
        ...(ahead && p10 !== undefined && p90 !== undefined
          ? {
              area: {
                name: 'where eight of ten end',
                points: [[at(known), used, used] as const, [at(window.end), p10, p90] as const],
              },
            }
          : {}),
        level: { name: `commitment, ${plainDollars(commitment)}`, at: commitment },
        ...(asOf >= window.start && asOf <= window.end ? { marks: [{ at: at(asOf), shown: asOf }] } : {}),
      },
      data: {
        head: ['day', 'used by its end'],
        rows: usedByDay.map((each) => [each.day, dollars(each.used)]),
      },
      isSaid: true,
    },
  ];
}
