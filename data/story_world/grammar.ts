/**
 * The grammar that templates leave to the machine: a or an, capital letters, numbers in words.
 */

const vowelSound = /^(?:[aeiou]|hour|honest|honour|heir)/i;
const consonantSound = /^(?:one\b|once|uni(?!n|m)|use|usual|eu|ewe)/i;

/** Puts "a" or "an" by the sound that follows: "an old hour", "a useful one". */
export function articles(text: string): string {
  return text.replace(
    /\b(a|an)( (?:")?)([A-Za-z][\w'-]*)/gi,
    (_, article: string, gap: string, word: string) => {
      const vowel = vowelSound.test(word) && !consonantSound.test(word);
      const first = article[0]; // keeps its capital
      return first + (vowel ? "n" : "") + gap + word;
    },
  );
}

/** Capital letters where a sentence begins: at the start of a paragraph, after an end mark, inside an opening quote. */
export function capitals(text: string): string {
  return text.replace(
    /(^|[.!?]\)? |\." |: ")("?)([a-z])/g,
    (_, before: string, quote: string, letter: string) => before + quote + letter.toUpperCase(),
  );
}

const ones =
  ("nought one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen " +
    "sixteen seventeen eighteen nineteen").split(" ");
const tens = "- - twenty thirty forty fifty sixty seventy eighty ninety".split(" ");

/** A number from 0 to 999 in words: 142 is "one hundred and forty-two". */
export function inWords(n: number): string {
  if (n < 20) return ones[n];
  if (n < 100) return tens[Math.floor(n / 10)] + (n % 10 === 0 ? "" : `-${ones[n % 10]}`);
  const rest = n % 100;
  return `${ones[Math.floor(n / 100)]} hundred${rest === 0 ? "" : ` and ${inWords(rest)}`}`;
}
