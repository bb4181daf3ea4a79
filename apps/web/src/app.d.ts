declare global {
  namespace App {
    interface Locals {
      /** The language of the page. */
      language: string;
      /** The body as its server describes it. */
      about: import('#lib/server/about.ts').About;
      /** Whoever signed in, if anybody did. */
      me?: import('#lib/server/about.ts').Me;
    }
    interface Error {
      code?: string;
      /** The language of the message, where the API gave it. */
      language?: string;
    }
  }
}

export {};
