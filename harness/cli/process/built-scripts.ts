/** Compiled entry points, from the package root: every child runs from dist/, never through a TypeScript loader. */
export const builtScripts = {
  mock: 'dist/mock-whatsapp/main.js',
  sut: 'dist/sut/main.js',
} as const;
