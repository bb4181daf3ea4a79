import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';

/** Nothing happens when one of our packages is only loaded: what a page does not use of them is left out. */
const PURE = { moduleSideEffects: [{ test: /\/packages\/[a-z]+\/src\//, sideEffects: false }] };

/** Modules that weigh and that few acting pages use: they stay out of what every one of them loads. */
const APART = [
  'browser/(?:asides|checking|clearing|consulting|drafting|exchange|exercises|negotiating|papers|presiding|proposaldrafts|sending)\\.ts',
  // Of pages to read, which load no script at all.
  'ui/(?:Beginning|Dossier|ParticipantField|Timeline|Unclear)\\.svelte',
];
const SHARED = new RegExp(
  `web/src/lib/(?!${APART.join('|')})(?:words|ui|browser)/|node_modules/openapi-fetch`,
);

export default defineConfig({
  plugins: [
    sveltekit({
      adapter: adapter({ out: process.env.COMITY_WEB_OUT ?? 'build/dev', precompress: true }),
      // Only whoever wants to be told in a browser needs it: it is registered then.
      serviceWorker: { register: false },
      // Nothing inline but the bootstrap of acting pages, which carries a nonce; reading pages have no script at all.
      csp: {
        mode: 'nonce',
        directives: {
          'default-src': ['none'],
          'script-src': ['self'],
          'style-src': ['self'],
          // The one style attribute of acting pages: SvelteKit hides the line it reads to screen readers.
          'style-src-attr': ['unsafe-hashes', 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo='],
          'img-src': ['self', 'data:'],
          'font-src': ['self'],
          'connect-src': ['self'],
          'worker-src': ['self'],
          'manifest-src': ['self'],
          'form-action': ['self'],
          'base-uri': ['none'],
          'frame-ancestors': ['none'],
        },
      },
      inlineStyleThreshold: 0,
    }),
  ],

  build: { target: 'es2022' },
  worker: { format: 'es', rolldownOptions: { treeshake: PURE } },
  environments: {
    client: {
      build: {
        rolldownOptions: {
          treeshake: PURE,
          output: {
            // Each file costs its headers and its own compression: what most acting pages share goes together.
            codeSplitting: {
              groups: [
                {
                  name: 'acting',
                  test: SHARED,
                  minShareCount: 3,
                },
              ],
            },
          },
        },
      },
    },
  },
});
