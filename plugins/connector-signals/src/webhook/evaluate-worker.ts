// Evaluates mappings in a thread of its own, whose time and memory whoever asks it bounds.
import { parentPort } from 'node:worker_threads';
import jsonata from 'jsonata';
import type { Answer, Question } from './evaluator.ts';

const compiled = new Map<string, jsonata.Expression>();

/** What gives something else each time has no place in a mapping: replayed, a delivery would say something else. */
const impure = ['now', 'millis', 'random', 'shuffle', 'eval'];

function compile(mapping: string): jsonata.Expression {
  const known = compiled.get(mapping);
  if (known) return known;
  const expression = jsonata(mapping, { stack: 500 });
  for (const name of impure) {
    expression.registerFunction(name, () => {
      throw {
        code: 'IMPURE',
        token: name,
        message: `$${name}() is not for mappings: the same body has to give the same`,
      };
    });
  }
  if (compiled.size >= 50) compiled.clear();
  compiled.set(mapping, expression);
  return expression;
}

parentPort!.on('message', async ({ mapping, json, bindings }: Question) => {
  let answer: Answer;
  try {
    const expression = compile(mapping);
    const input = json === undefined ? undefined : JSON.parse(json);
    const result = json === undefined ? undefined : await expression.evaluate(input, bindings);
    answer = { json: JSON.stringify(result) };
  } catch (error) {
    const { code, position, token, message } = error as Record<string, unknown>;
    answer = {
      fault: {
        code: String(code ?? 'FAILED'),
        message: String(message ?? error),
        ...(typeof position === 'number' ? { position } : {}),
        ...(typeof token === 'string' ? { token } : {}),
      },
    };
  }
  parentPort!.postMessage(answer);
});

parentPort!.postMessage('ready');
