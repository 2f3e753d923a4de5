/**
 * Loads the program once so that Node's compile cache (NODE_COMPILE_CACHE) holds its stripped and compiled code. `npm start` runs it when
 * the sources changed: without it the first start keeps the type stripper in memory, 17 to 23 MB in each of the two processes.
 */
await import('../execution/supervisor.ts')
await import('../execution/supervised.ts')
await import('../execution/serve.ts')
process.exit(0)
