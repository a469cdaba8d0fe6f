/**
 * Seeded randomness for the story: a small generator, and decks that deal every card once before any is repeated.
 *
 * Decks, because a reader notices when the same sentence is repeated after two pages.
 */

/** The random choices of one book. The same seed gives the same on every machine (32-bit integer arithmetic only). */
export class Chance {
  #state: number;
  readonly #decks = new Map<string, number[]>();

  constructor(seed: number) {
    this.#state = seed | 0;
  }

  /** A number from 0 to 1, 1 excluded (mulberry32, Tommy Ettinger, public domain). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  /** An integer from 0 to n − 1. */
  below(n: number): number {
    return Math.floor(this.next() * n);
  }

  /** The next card of the deck called `name`, which is shuffled anew whenever all its cards were dealt. */
  deal<T>(name: string, cards: readonly T[]): T {
    if (cards.length === 0) throw new RangeError(`the deck "${name}" has no cards`);
    let deck = this.#decks.get(name);
    if (!deck || deck.length === 0) {
      deck = this.shuffle(cards.map((_, i) => i));
      this.#decks.set(name, deck);
    }
    return cards[deck.pop()!];
  }

  /** The next card of a deck for which `fits` holds; the ones passed over stay where they are. */
  dealFitting<T>(name: string, cards: readonly T[], fits: (card: T) => boolean): T {
    let deck = this.#decks.get(name) ?? [];
    let at = deck.findLastIndex((card) => fits(cards[card]));
    if (at < 0) {
      deck = [...this.shuffle(cards.map((_, i) => i)), ...deck]; // a fresh deck below what is left of the old one
      at = deck.findLastIndex((card) => fits(cards[card]));
      if (at < 0) throw new RangeError(`no card of the deck "${name}" fits`);
    }
    const [card] = deck.splice(at, 1);
    this.#decks.set(name, deck);
    return cards[card];
  }

  shuffle<T>(items: T[]): T[] {
    for (let i = items.length - 1; i > 0; i--) {
      const j = this.below(i + 1);
      [items[i], items[j]] = [items[j], items[i]];
    }
    return items;
  }
}
