import { expect, test } from 'vitest';
import { LIST } from '../../src/domain/channel.ts';
import { LEVER_STATES, leversWhere, pulled, pulls } from '../../src/domain/levers.ts';
import { purchaseId } from '../../src/domain/purchase.ts';

test.each(LEVER_STATES)('%s is the state in which the levers that it pulls are pulled', (levers) => {
  expect(leversWhere((lever) => pulls(levers, lever))).toBe(levers);
  expect(leversWhere((lever) => pulled(levers).includes(lever))).toBe(levers);
});

test('the id of a purchase names its channel and what is pulled, batch first', () => {
  const ids = LEVER_STATES.map((levers) => purchaseId({ channel: LIST, levers }));
  expect(ids).toEqual(['list', 'list+cache', 'list+batch', 'list+batch+cache']);
});
