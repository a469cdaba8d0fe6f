/**
 * The exam's wordings: for each kind of fact, ways to ask that no text for training has.
 *
 * They were written without sight of the wordings for training, and are measured once.
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
    "{day}보다 {when}이면/면 무슨 요일이야?",
    "약속이 {day}인데 그 {when}은/는 무슨 요일이에요?",
    "{day} {when}이/가 무슨 요일인지 좀 말해 줄래?",
    "궁금한 게 있는데요, {day} {when}은/는 무슨 요일이죠?",
    "{day} {neighbour}이/가 무슨 요일이더라?",
    "{day} {neighbour}은/는 무슨 요일인가요?",
    "있잖아, {day}의 {neighbour}이/가 무슨 요일인지 알려 줘.",
    "오늘이 {day}이니까/니까 {relative}은/는 무슨 요일이지?",
    "오늘이 {day}이거든요/거든요. {relative}은/는 무슨 요일인가요?",
    "오늘이 {day} 맞죠? 그럼 {relative}은/는 무슨 요일이에요?",
  ],
  holiday: [
    "{holiday}이/가 몇 월 며칠이더라?",
    "{holiday} 날짜 좀 알려 줘.",
    "{holiday}이/가 언제였지?",
    "달력에 {holiday}을/를 표시하려는데 몇 월 며칠이에요?",
    "몇 월 며칠이 {holiday}이에요/예요?",
    "{holiday} 날짜가 어떻게 되나요?",
    "{holiday}이/가 언제인지 기억나?",
    "{holiday}이/가 정확히 몇 월 며칠인지 궁금해요.",
    "{holiday} 날짜를 까먹었어. 몇 월 며칠이야?",
    "{holiday}은/는 몇 월 며칠에 있나요?",
  ],
  sum: [
    "{a} 더하기 {b}은/는 뭐야?",
    "{a}에다 {b}을/를 더하면 몇이지?",
    "{a} 더하기 {b} 좀 계산해 줘.",
    "{a}이랑/랑 {b}을/를 더하면 얼마야?",
    "{a}하고 {b}을/를 합치면 몇이에요?",
    "{a}과/와 {b}의 합은 얼마죠?",
    "{a}에 {b}을/를 더한 값을 알려 주세요.",
    "숙제인데 {a} 더하기 {b}이/가 얼마예요?",
    "{a}하고 {b}, 두 수를 더하면 몇이야?",
    "{a}에 {b}을/를 더하면 몇이 나오나요?",
  ],
  left: [
    "{thing} {from} 있는데 {took} 주면 몇 {unit} 남아?",
    "{thing} {from} 중에 {took}을/를 친구한테 줬어. 몇 {unit} 남았어?",
    "{thing}이/가 {from} 있었는데 {took}을/를 잃어버렸어. 이제 몇 {unit} 있지?",
    "{thing}이/가 {from} 있어요. {took}을/를 팔면 몇 {unit} 남아요?",
    "{from} 있던 {thing} 중에서 {took}을/를 버리면 몇 {unit} 남나요?",
    "{thing} {from}을/를 사서 {took}을/를 선물했어요. 남은 건 몇 {unit}이에요/예요?",
    "상자에 {thing} {from}이/가 있어요. {took}을/를 가져가면 몇 {unit} 남죠?",
    "{thing} {from}에서 {took}을/를 나눠 주고 나면 몇 {unit}이/가 남을까?",
    "언니가 내 {thing} {from} 중에서 {took}을/를 가져갔어. 몇 {unit} 남은 거야?",
    "{thing}이/가 {from} 있었는데 {took}을/를 줬어요. 몇 {unit} 남았는지 알려 주세요.",
  ],
  specialty: [
    "{town} 특산물이 뭐야?",
    "{town}에서는 특산물로 뭐가 유명해요?",
    "{town} 특산품 하나만 알려 주세요.",
    "{town}에 가면 뭘 사 와야 해?",
    "{town}에서 선물로 사 올 만한 게 뭐가 있어요?",
    "{town}은/는 어떤 특산물로 유명한가요?",
    "{town} 하면 떠오르는 특산물이 뭐죠?",
    "{town}의 특산물 좀 알려 줄래?",
    "{town}에 유명한 특산물이 있다던데 뭐예요?",
    "{town} 다녀오는 길에 무슨 특산물을 사 오면 좋을까?",
  ],
  sight: [
    "{town}에 가면 뭐 볼 게 있어?",
    "{town}에서 구경할 데가 어디야?",
    "{town} 볼거리 좀 추천해 주세요.",
    "{town}에 여행 가는데 어디를 구경하면 돼요?",
    "{town}의 관광 명소는 뭐예요?",
    "주말에 {town}에 놀러 가는데 볼 만한 게 뭐가 있을까?",
    "{town}에서 사람들이 많이 보러 가는 건 뭐예요?",
    "{town} 구경 가면 뭘 꼭 봐야 하나요?",
    "{town}에서 제일 유명한 관광지가 어디죠?",
    "{town}에 어떤 볼거리가 있는지 알려 줘.",
  ],
  job: [
    "{person}이는/는 무슨 일 해?",
    "{person}의 직업이 뭐예요?",
    "{person}은/는 뭐 하는 사람이야?",
    "{person} 직업 좀 알려 줘.",
    "{person}은/는 무슨 일을 해서 돈을 벌어요?",
    "{person}은/는 직업이 어떻게 되나요?",
    "{person}이/가 무슨 일을 하는 사람인지 알려 주세요.",
    "{person}이가/가 하는 일이 뭐더라?",
    "{person}이/가 무슨 일을 한다고 했죠?",
    "{person} 직업을 까먹었어. 뭐였지?",
  ],
  food: [
    "{person}이는/는 먹는 것 중에 뭘 제일 좋아해?",
    "{person}이/가 좋아하는 음식이 뭐야?",
    "{person}은/는 무슨 음식을 제일 좋아해요?",
    "{person}이한테/한테 맛있는 거 사 주려는데 뭘 좋아해?",
    "{person}이/가 가장 즐겨 먹는 게 뭐예요?",
    "{person}이/가 제일 맛있어하는 음식은 뭔가요?",
    "{person}이가/가 어떤 음식을 좋아하는지 알려 줘.",
    "{person} 생일에 무슨 음식을 해 주면 좋아할까요?",
    "{person}은/는 어떤 음식을 가장 좋아하나요?",
    "{person}이가/가 좋아한다는 음식이 뭐였지?",
  ],
  home: [
    "{person}이는/는 어디 살아?",
    "{person}이네/네 집은 어디야?",
    "{person}이/가 사는 곳이 어디예요?",
    "{person}은/는 어느 동네에 살아요?",
    "{person}이가/가 사는 동네 좀 알려 줘.",
    "{person}의 집이 어느 마을이죠?",
    "{person}을/를 만나러 가려는데 집이 어디예요?",
    "{person}이/가 어느 마을에 사는지 알려 주세요.",
    "{person}이네/네 집에 가려면 어디로 가야 해?",
    "{person}이/가 어디에 산다고 했죠?",
  ],
  shop: [
    "{goods} 어디서 팔아?",
    "{goods} 사고 싶은데 어디로 가면 돼?",
    "{goods}은/는 어디 가서 사요?",
    "{goods} 파는 가게 좀 알려 줘.",
    "{goods}은/는 무슨 가게에 있어요?",
    "엄마가 {goods} 사 오래. 어디로 가야 하지?",
    "어떤 가게에 가면 {goods}을/를 살 수 있어요?",
    "{goods}이/가 다 떨어졌는데 어디서 사죠?",
    "{goods}을/를 어디서 살 수 있는지 알려 주세요.",
    "어느 가게에서 {goods}을/를 파나요?",
  ],
  opposite: [
    "{word} 반대말이 뭐야?",
    "{word}의 반대말 좀 알려 줘.",
    "{word}이랑/랑 반대되는 말이 뭐예요?",
    "{word}의 반대말이 뭐더라?",
    "{word}이라는/라는 말의 반대말은 뭐죠?",
    "{word}을/를 반대로 말하면 뭐가 돼요?",
    "{word}하고 반대인 단어는 뭔가요?",
    "{word}의 반대말이 생각이 안 나요. 뭐였죠?",
    "{word}과/와 반대 뜻을 가진 단어를 알려 주세요.",
    "반대말 퀴즈야. {word}의 반대말은?",
  ],
};
