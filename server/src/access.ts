import type { RouteOptions } from 'fastify';
import type { Http } from './platform/index.ts';

/**
 * Who a route is for. `public`: the same for everybody. `filtered`: everybody, each sees what is open to them.
 * `participant`: only with a session. `signed`: what is sent carries its own authority.
 */
export type Access = 'public' | 'filtered' | 'participant' | 'signed';

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access;
  }
}

/** A route that does not say who it is for is refused when it is declared: nothing is open by accident. */
export function requireAccess(app: Http): RouteOptions[] {
  const routes: RouteOptions[] = [];
  app.addHook('onRoute', (route) => {
    if (!route.config?.access)
      throw new TypeError(`The route ${route.method} ${route.url} does not say who it is for.`);
    routes.push(route);
  });
  return routes;
}
