/**
 * Numbers in Korean words: Sino-Korean numbers for calculating, native Korean numbers for counting.
 */

const sinoDigits = ["", "일", "이", "삼", "사", "오", "육", "칠", "팔", "구"];
const nativeOnes = ["", "한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉"];

/** 37 -> 삼십칠, for 1 to 99. */
export function sinoKorean(n: number): string {
  check(n, 99);
  const tens = Math.floor(n / 10);
  return (tens === 0 ? "" : `${tens === 1 ? "" : sinoDigits[tens]}십`) + sinoDigits[n % 10];
}

/** 3 -> 세, 12 -> 열두, 20 -> 스무: the form before a counter (세 개), for 1 to 20. */
export function nativeKorean(n: number): string {
  check(n, 20);
  return n === 20 ? "스무" : (n >= 10 ? "열" : "") + nativeOnes[n % 10];
}

function check(n: number, most: number): void {
  if (!Number.isInteger(n) || n < 1 || n > most) {
    throw new RangeError(`writing a number in words: expected a whole number from 1 to ${most}, got ${n}`);
  }
}
