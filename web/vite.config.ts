import { defineConfig } from 'vite'

/** The browsers of the last three years; older ones lack `light-dark()` and nested CSS. */
const TARGET = ['chrome123', 'safari17.5', 'firefox128']

export default defineConfig({
  root: import.meta.dirname,
  // No plugin: the JSX transform is Vite's own, and hot reloading of components is not worth a dependency.
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    target: TARGET,
    outDir: 'dist',
    emptyOutDir: true,
    // Inlined assets would be `data:` addresses, which the content security policy refuses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
})
