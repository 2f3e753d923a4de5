import fc from 'fast-check'

/**
 * Property tests draw the same examples in every run of the suite, so that a red run means a change and not chance. To look for new
 * counterexamples: `FAST_CHECK_SEED=$RANDOM npm test`; what it finds becomes a test with a name.
 */
const SEED_DEFAULT = 20_261_122

fc.configureGlobal({ seed: Number(process.env['FAST_CHECK_SEED'] ?? SEED_DEFAULT) })
