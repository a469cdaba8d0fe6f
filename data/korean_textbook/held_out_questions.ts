/**
 * The exam's wordings: for each kind of fact, ways to ask that no text for training has.
 *
 * Whoever exchanges them needs this file only. An entry is a question or a request with slots, ending in "?" or ".".
 * After a slot a particle is written in both forms, "{person}은/는", and chosen by the sound (all pairs: particles.ts);
 * after any other word it is written as it is. Each entry names what its answer depends on:
 *
 *   weekday            {day} 월요일, and one of {when} 하루 뒤 or 하루 전, {neighbour} 다음 날 or 전날, {relative} 내일 or 어제
 *   holiday            {holiday} 한글날
 *   sum                {a} 삼, and after it {b} 오: the answer begins with {a}
 *   left               {thing} 사과, {from} 다섯 개, {took} 두 개; {unit} 개 for "몇 {unit}"
 *   specialty, sight   {town} 달빛마을
 *   job, food, home    {person} 민지
 *   shop               {goods} 식빵
 *   opposite           {word} 크다
 *
 * A wording for training that contains one of these, spaces and marks aside, is left out of it (wordings.ts).
 */

import type { FactKind } from "./frame.ts";

export const heldOutQuestions: Readonly<Record<FactKind, readonly string[]>> = {
  weekday: [
    "오늘이 {day}인데 {when}은/는 무슨 요일이에요?",
    "{day}의 {when}은/는 어떤 요일이지요?",
    "{day} 기준으로 {when}이/가 무슨 요일인지 알려 주세요.",
    "오늘이 {day}이라면/라면 {when}은/는 어떤 요일인가요?",
    "{day}에서 {when}이/가 무슨 요일인지 말해 주세요.",
  ],
  holiday: [
    "{holiday}이/가 몇 월 며칠인지 알려 주세요.",
    "올해 {holiday}은/는 언제예요?",
    "{holiday}이/가 언제인지 말해 주세요.",
    "혹시 {holiday} 날짜를 아세요?",
    "해마다 {holiday}은/는 몇 월 며칠이에요?",
  ],
  sum: [
    "{a} 더하기 {b}의 답을 알려 주세요.",
    "{a}과/와 {b}을/를 더하면 얼마일까요?",
    "{a}하고 {b}을/를 더하면 몇이 돼요?",
    "덧셈 문제예요. {a}에 {b}을/를 더하면 얼마인가요?",
    "{a}과/와 {b}을/를 모으면 얼마예요?",
  ],
  left: [
    "{thing} {from}에서 {took}을/를 빼면 몇 {unit}이/가 남나요?",
    "{thing} {from} 중에서 {took}을/를 꺼내면 몇 {unit}이/가 남아요?",
    "책상 위의 {thing} {from}에서 {took}이/가 없어지면 몇 {unit}이/가 남습니까?",
    "{thing} {from} 가운데 {took}을/를 동생에게 주면 몇 {unit}이/가 남을까요?",
    "뺄셈 문제예요. {thing} {from} 중 {took}을/를 덜어 내면 몇 {unit} 남아요?",
  ],
  specialty: [
    "{town}에서 유명한 특산물은 뭐예요?",
    "{town}을/를 대표하는 특산물을 알려 주세요.",
    "{town}에서 나는 특산물이 무엇인지 말해 주세요.",
    "혹시 {town}은/는 무엇으로 유명해요?",
    "{town} 사람들이 자랑하는 먹을거리는 무엇인가요?",
  ],
  sight: [
    "{town}에서 꼭 봐야 할 볼거리는 뭐예요?",
    "{town}의 대표적인 명소는 어디인가요?",
    "{town}에 놀러 가면 무엇을 보면 좋을까요?",
    "{town}의 명소가 어디인지 알려 주세요.",
    "{town}에서 구경할 만한 볼거리가 있나요?",
  ],
  job: [
    "{person}은/는 어떤 일을 하나요?",
    "{person}의 직업이 뭔지 알려 주세요.",
    "{person}이/가 하는 일은 무엇입니까?",
    "혹시 {person}이/가 어떤 일을 하는지 아세요?",
    "{person}은/는 무슨 직업을 가지고 있어요?",
  ],
  food: [
    "{person}이/가 자주 먹는 음식은 뭐예요?",
    "{person}이/가 제일 좋아하는 음식은 무엇인가요?",
    "{person}이/가 가장 좋아하는 음식을 알려 주세요.",
    "혹시 {person}이/가 무슨 음식을 좋아하는지 알아?",
    "{person}의 입맛에 맞는 음식은 무엇입니까?",
  ],
  home: [
    "{person}이/가 사는 고장은 어디예요?",
    "{person}은/는 지금 어디에 살아요?",
    "{person}이/가 어디 사는지 알려 주세요.",
    "혹시 {person}은/는 어디에 살고 있나요?",
    "{person}의 집은 어느 고장에 있나요?",
  ],
  shop: [
    "{goods}을/를 사려면 어느 가게로 가야 해요?",
    "{goods}은/는 어느 가게에서 팔아요?",
    "{goods}을/를 파는 곳을 알려 주세요.",
    "{goods}이/가 필요해요. 어느 가게로 갈까요?",
    "{goods}을/를 살 수 있는 가게는 어디예요?",
  ],
  opposite: [
    "{word}과/와 반대되는 말을 알려 주세요.",
    "{word}과/와 뜻이 반대인 말은 무엇인가요?",
    "{word}의 반대말은 무엇이에요?",
    "{word}의 짝이 되는 반대말을 말해 보세요.",
    "{word}의 반대는 무엇입니까?",
  ],
};
