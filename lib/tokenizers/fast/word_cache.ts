/** Keeps the ids of words: most words of a text occur again, and a look-up is faster than merging. */

/** Number of words kept; the cache is emptied when it is full. */
const CACHED_WORDS = 1 << 17;
/** Longer words are not kept: they are rare and take memory. */
const CACHED_LENGTH = 64;

/** `encodeWord`, computed once for each word while it is in the cache. */
export function cachedWords(encodeWord: (word: string) => Int32Array): (word: string) => Int32Array {
  const cache = new Map<string, Int32Array>();
  return (word) => {
    const known = cache.get(word);
    if (known !== undefined) return known;
    const ids = encodeWord(word);
    if (word.length <= CACHED_LENGTH) {
      if (cache.size >= CACHED_WORDS) cache.clear();
      cache.set(word, ids);
    }
    return ids;
  };
}
