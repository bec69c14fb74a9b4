/** Rung when there may be work; waited for by the one who does it. A ring while nobody waits is kept. */
export interface Bell {
  ring(): void;
  /** Ends at the next ring, or after so many milliseconds. */
  wait(milliseconds: number): Promise<void>;
}

export function createBell(): Bell {
  let rung = false;
  let answer: (() => void) | undefined;
  return {
    ring() {
      rung = true;
      answer?.();
    },
    async wait(milliseconds) {
      if (!rung) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, milliseconds);
          answer = () => {
            clearTimeout(timer);
            resolve();
          };
        });
        answer = undefined;
      }
      rung = false;
    },
  };
}
