import * as z from 'zod';
import { numeral, parseExact, shift, whole } from '../../src/domain/exact.ts';
import fc from './laws.ts';

const least = (schema: z.core.$ZodType) => (z.globalRegistry.get(schema)?.['minimum'] === 0 ? 0n : -(10n ** 15n));

/** An exact number as text can hold it: it ends, and has no zeros behind its last digit. */
const exact = (schema: z.core.$ZodType) =>
  fc
    .tuple(fc.bigInt({ min: least(schema), max: 10n ** 15n }), fc.nat(8))
    .map(([digits, places]) => parseExact(numeral(shift(whole(digits), places))));

const day = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2039-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

function numberOf(schema: z.core.$ZodType): fc.Arbitrary<number> {
  if (z.globalRegistry.get(schema)?.['type'] === 'integer') return fc.nat();
  return fc.integer({ min: -(10 ** 9), max: 10 ** 9 }).map((cents) => cents / 100);
}

function text(schema: z.ZodString): fc.Arbitrary<string> {
  const { pattern } = z.toJSONSchema(schema);
  return pattern === undefined ? fc.string({ unit: 'binary', maxLength: 12 }) : fc.stringMatching(new RegExp(pattern));
}

/** Anything a schema describes, as a program holds it. */
export function arbitraryOf(schema: z.core.$ZodType): fc.Arbitrary<unknown> {
  if (schema instanceof z.ZodCodec) {
    const held = schema._zod.def.out;
    return held instanceof z.ZodLiteral ? arbitraryOf(held) : numberOf(schema._zod.def.in);
  }
  if (schema instanceof z.ZodCustom) return z.globalRegistry.get(schema)?.['type'] === 'string' ? day : exact(schema);
  if (schema instanceof z.ZodNullable) return fc.option(arbitraryOf(schema._zod.def.innerType), { nil: null });
  if (schema instanceof z.ZodExactOptional) return arbitraryOf(schema._zod.def.innerType);
  if (schema instanceof z.ZodArray) return fc.array(arbitraryOf(schema._zod.def.element), { maxLength: 2 });
  if (schema instanceof z.ZodObject) {
    const shape: [string, z.core.$ZodType][] = Object.entries(schema._zod.def.shape);
    const required = shape.filter(([, each]) => !(each instanceof z.ZodExactOptional)).map(([key]) => key);
    return fc.record(Object.fromEntries(shape.map(([key, each]) => [key, arbitraryOf(each)])), {
      requiredKeys: required,
      noNullPrototype: true,
    });
  }
  if (schema instanceof z.ZodRecord) {
    const { keyType, valueType } = schema._zod.def;
    const keys = keyType instanceof z.ZodEnum ? arbitraryOf(keyType) : fc.string({ maxLength: 8 });
    const plain = keys.filter((key) => key !== '__proto__') as fc.Arbitrary<string>;
    return fc.dictionary(plain, arbitraryOf(valueType), { maxKeys: 3, noNullPrototype: true });
  }
  if (schema instanceof z.ZodUnion) return fc.oneof(...schema._zod.def.options.map(arbitraryOf));
  if (schema instanceof z.ZodEnum) return fc.constantFrom(...(schema.options as string[]));
  if (schema instanceof z.ZodLiteral) return fc.constantFrom(...(schema._zod.def.values as string[]));
  if (schema instanceof z.ZodString) return text(schema);
  if (schema instanceof z.ZodBoolean) return fc.boolean();
  throw new Error(`answers have no ${schema._zod.def.type}`);
}
