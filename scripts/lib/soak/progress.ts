/** Shows how far something is: in one line that is rewritten on a terminal, else in a line every ten seconds. */
export function showProgress(line: () => string): { end(): void } {
  const terminal = process.stdout.isTTY;
  const clear = "\r\x1b[K";
  const show = () => process.stdout.write(terminal ? `${clear}${line()}` : `${line()}\n`);
  const timer = setInterval(show, terminal ? 250 : 10_000);
  timer.unref(); // so that it is none of what the soak finds active
  return {
    end() {
      clearInterval(timer);
      if (terminal) process.stdout.write(clear);
    },
  };
}
