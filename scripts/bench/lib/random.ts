/** Numbers from 0 up to, but not including, 1: the same ones for the same seeds, on every machine. */
export function seededRandom(...seeds: readonly number[]): () => number {
  // sfc32, after Chris Doty-Humphrey's PractRand: 32-bit integers alone, and streams of other seeds don't overlap.
  let a = seeds[0] ?? 0;
  let b = seeds[1] ?? 0;
  let c = seeds[2] ?? 0;
  let counter = 1;
  const next = () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (let round = 0; round < 15; round++) next(); // until seeds that are alike have parted
  return () => next() / 2 ** 32;
}
