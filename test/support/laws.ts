import fc from 'fast-check';

/** The cases of a test run: the same each time, so that nothing but a change can fail it. */
const EACH_TIME = 20_261_128;

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(process.env['TOKENCOST_LAWS_SEED'] ?? EACH_TIME) });

export default fc;
export * from 'fast-check';
