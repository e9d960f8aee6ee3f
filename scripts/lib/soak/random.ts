/** A number from 0 up to, but not including, 1; another one each time. */
export type Random = () => number;

/**
 * Random numbers that follow from the keys alone. Whatever is random in a soak has keys of its own (the seed, the call,
 * the attempt), so that it is the same in every run, though the calls overtake each other.
 */
export function randomOf(...keys: readonly (string | number)[]): Random {
  // FNV-1a over the keys, then mulberry32: no quality that a soak would miss, and no dependency.
  let state = 0x811c9dc5;
  for (const character of keys.join("\0")) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export const chance = (random: Random, probability: number): boolean => random() < probability;

/** A whole number, both ends included. */
export const integer = (random: Random, least: number, most: number): number =>
  least + Math.floor(random() * (most - least + 1));

export function pick<Item>(random: Random, items: readonly Item[]): Item {
  if (items.length === 0) throw new Error("there is nothing to pick from");
  return items[Math.floor(random() * items.length)] as Item; // there is one, though it may be undefined itself
}
