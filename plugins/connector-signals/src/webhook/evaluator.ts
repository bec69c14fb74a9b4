import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

export interface Question {
  mapping: string;
  /** The body; where absent the mapping is only compiled. */
  json?: string;
  bindings: Record<string, unknown>;
}

export interface MappingFault {
  /** JSONata's own, or `TIMEOUT`, `MEMORY`, `TOO_LARGE`, `IMPURE`. */
  code: string;
  message: string;
  /** Characters from the mapping's start. */
  position?: number;
  token?: string;
}

/** The result as JSON; undefined where the mapping gave nothing. */
export type Answer = { json?: string | undefined } | { fault: MappingFault };

export interface Limits {
  /** Milliseconds for one evaluation. */
  time: number;
  /** MiB of objects. */
  memory: number;
  /** Characters of the result. */
  result: number;
}

const usual: Limits = { time: 5_000, memory: 64, result: 5_000_000 };

/**
 * Evaluates mappings one after the other in a thread. One that doesn't end, or takes too much memory, ends with its thread,
 * and the next has a new one: JSONata's own limits only count steps, and a single step can take for ever.
 */
export class Evaluator {
  readonly #limits: Limits;
  #worker: Worker | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(limits: Partial<Limits> = {}) {
    this.#limits = { ...usual, ...limits };
  }

  evaluate(question: Question): Promise<Answer> {
    const answer = this.#last.then(() => this.#ask(question));
    this.#last = answer;
    return answer;
  }

  async #ask(question: Question): Promise<Answer> {
    this.#worker ??= await this.#start();
    const worker = this.#worker;
    const { time, memory } = this.#limits;
    const answer = await new Promise<Answer>((resolve) => {
      const settle = (value: Answer) => {
        clearTimeout(timer);
        worker.off('message', settle).off('error', onError).off('exit', onExit).unref();
        resolve(value);
      };
      const fail = (code: string, message: string) => settle({ fault: { code, message } });
      const onError = ({ code, name }: NodeJS.ErrnoException) =>
        fail(
          'MEMORY',
          code === 'ERR_WORKER_OUT_OF_MEMORY'
            ? `the mapping takes more than ${memory} MiB`
            : `the mapping failed: ${name}`,
        );
      const onExit = () => fail('MEMORY', 'the mapping ended its thread');
      const late = `the mapping takes longer than ${time / 1_000} s`;
      const timer = setTimeout(() => fail('TIMEOUT', late), time);
      worker.on('message', settle).on('error', onError).on('exit', onExit).ref();
      worker.postMessage(question);
    });
    if ('fault' in answer && ['TIMEOUT', 'MEMORY'].includes(answer.fault.code)) {
      this.#worker = undefined;
      await worker.terminate();
    }
    return this.#sized(answer);
  }

  #sized(answer: Answer): Answer {
    if ('fault' in answer || (answer.json?.length ?? 0) <= this.#limits.result) return answer;
    return {
      fault: { code: 'TOO_LARGE', message: `the result is longer than ${this.#limits.result} characters` },
    };
  }

  /** Ready to be asked: that a thread takes its time to start isn't the mapping's fault. */
  async #start(): Promise<Worker> {
    const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
    const worker = new Worker(new URL(`./evaluate-worker.${extension}`, import.meta.url), {
      resourceLimits: {
        maxOldGenerationSizeMb: this.#limits.memory,
        maxYoungGenerationSizeMb: 16,
        stackSizeMb: 4,
      },
      env: {},
    });
    worker.on('error', () => {});
    await once(worker, 'message');
    return worker;
  }
}
