import type { Context } from '../context.ts';
import { Problem, problem } from '../http/problem.ts';
import type { Plugin } from './define-plugin.ts';
import type { Service, ServiceToken } from './service.ts';

type ContextOf = (plugin: string) => Context;

/** The plugins' services, each made once, when it is first asked for. */
export function createServices(plugins: readonly Plugin[]) {
  const makers = new Map<string, { plugin: string; create: Service['create'] }>(
    plugins.flatMap(({ id, services = [] }) =>
      services.map(({ token, create }) => [token.id, { plugin: id, create }] as const),
    ),
  );
  const made = new Map<string, unknown>();
  const underWay: string[] = [];

  function service<T>(token: ServiceToken<T>, contextOf: ContextOf): T {
    if (made.has(token.id)) return made.get(token.id) as T;
    const maker = makers.get(token.id);
    if (!maker) throw problem('CHL_SERVICE_MISSING', { detail: `service "${token.id}"` });
    if (underWay.includes(token.id)) {
      throw problem('CHL_SERVICE_FAILED', {
        detail: `services need each other to be made: ${[...underWay, token.id].join(' → ')}`,
        mend: 'Let one of them ask for the other when it is used, not when it is made.',
      });
    }
    underWay.push(token.id);
    try {
      const value = maker.create(contextOf(maker.plugin));
      made.set(token.id, value);
      return value as T;
    } catch (error) {
      if (error instanceof Problem && error.code === 'CHL_SERVICE_FAILED') throw error;
      const reason = error instanceof Error ? error.message : String(error);
      throw problem('CHL_SERVICE_FAILED', {
        detail: `plugin "${maker.plugin}" could not make its service "${token.id}": ${reason}`,
        cause: error,
      });
    } finally {
      underWay.pop();
    }
  }

  return {
    service,
    /** Makes them all in dependency order; one that fails is told, and the others go on. */
    makeAll(contextOf: ContextOf, failed: (plugin: string, error: unknown) => void): void {
      for (const { id, services = [] } of plugins) {
        try {
          for (const { token } of services) service(token, contextOf);
        } catch (error) {
          failed(id, error);
        }
      }
    },
  };
}
