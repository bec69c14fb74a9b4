import type { Config, ResolvedConfig } from '../../config.ts';
import { resolveConfig } from '../../config.ts';
import { loadConfig } from '../../config-file.ts';
import { coreContributions } from '../../core-plugin.ts';
import { createPluginHost } from '../../plugin/host.ts';
import { parseSecretKey } from '../../setting/secret-key.ts';
import { type Finding, ok, warning, wrong } from './finding.ts';
import { fromProblem } from './from-problem.ts';

export async function checkConfig(
  file: string | undefined,
): Promise<{ finding: Finding; config?: Config; resolved?: ResolvedConfig }> {
  try {
    const config = await loadConfig(file);
    const resolved = resolveConfig(config);
    return { finding: ok('configuration', file ?? 'chaland.config.ts'), config, resolved };
  } catch (error) {
    return { finding: fromProblem('configuration', error) };
  }
}

export function checkPlugins(config: ResolvedConfig): Finding[] {
  try {
    const { enabled, health } = createPluginHost(config, coreContributions);
    const dormant = health().flatMap(({ id, contributions }) =>
      contributions
        .filter((contribution) => contribution.dormant)
        .map(({ point, name }) =>
          ok('plugins', `${id}: ${name} lies dormant, for nothing enabled has ${point}`),
        ),
    );
    const names = enabled.map(({ id, version }) => `${id} ${version}`).join(', ');
    return [ok('plugins', names || 'none is enabled'), ...dormant];
  } catch (error) {
    return [fromProblem('plugins', error)];
  }
}

export function checkSecretKey({ secretKey, database }: ResolvedConfig): Finding {
  const check = 'secret key';
  if (secretKey) {
    return parseSecretKey(secretKey)
      ? ok(check, 'set')
      : wrong(check, 'it is not 32 bytes in base64', 'Make one: openssl rand -base64 32');
  }
  if (/^pglite:.+/.test(database))
    return ok(check, 'kept beside the embedded database, made when first needed');
  return warning(
    check,
    'not set: nobody can turn a second factor on, and settings that are secret can be neither saved nor read',
    'Set CHALAND_SECRET_KEY to 32 random bytes in base64: openssl rand -base64 32',
  );
}
