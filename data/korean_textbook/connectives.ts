/** Sentences without facts: the beginning and end of a passage, greetings, reactions and goodbyes in a dialogue. */

import type { FactKind } from "./frame.ts";

/** A passage's subject: one kind of fact, or a person or town of whom several are told. */
export type Subject = Exclude<FactKind, "specialty" | "sight" | "job" | "food" | "home"> | "town" | "person";

interface Ends {
  /** In the textbook's plain style (…다). */
  readonly plain: readonly string[];
  /** Polite (…요, …니다). */
  readonly polite: readonly string[];
}

/** First sentences. {town} and {person} are filled in. */
export const openings: Readonly<Record<Subject, Ends>> = {
  weekday: ends(
    "일주일은 일곱 날이다. / 요일은 일주일마다 되풀이된다. / 요일을 셀 때는 손가락을 쓰면 쉽다. / 이번 시간에는 요일을 배운다. / 일요일이 지나면 다시 월요일이 온다.",
    "오늘은 요일을 세어 봅시다. / 일주일에는 일곱 요일이 있어요. / 요일 놀이를 해 볼까요? / 달력을 펴고 요일을 찾아봐요. / 요일은 돌고 돌아요.",
  ),
  holiday: ends(
    "한 해에는 여러 기념일이 있다. / 달력에는 특별한 날이 표시되어 있다. / 기념일의 날짜를 알아 두면 편리하다. / 달력을 한 장씩 넘겨 보자. / 특별한 날에는 이름이 있다.",
    "달력에서 기념일을 찾아봅시다. / 한 해 동안 어떤 날이 있을까요? / 특별한 날을 함께 알아봐요. / 달력을 보면서 날짜를 익혀요. / 기념일을 몇 가지 소개합니다.",
  ),
  sum: ends(
    "덧셈은 수를 모으는 일이다. / 이번 시간에는 덧셈을 배운다. / 두 수를 더하면 더 큰 수가 된다. / 덧셈을 연습해 보자. / 더하는 순서를 바꾸어도 합은 같다.",
    "덧셈을 연습해 봅시다. / 수를 더하는 방법을 알아봐요. / 오늘은 두 수를 더해 볼까요? / 덧셈은 어렵지 않아요. / 차근차근 더해 보세요.",
  ),
  left: ends(
    "뺄셈은 남은 것을 세는 일이다. / 이번 시간에는 뺄셈을 배운다. / 물건을 덜어 내면 수가 줄어든다. / 남은 것을 세어 보자. / 물건마다 세는 말이 다르다.",
    "뺄셈을 연습해 봅시다. / 남은 것이 몇인지 세어 봐요. / 물건을 세는 말에 주의하세요. / 오늘은 뺄셈 이야기를 읽어요. / 덜어 내면 얼마나 남을까요?",
  ),
  shop: ends(
    "물건마다 파는 가게가 다르다. / 시장 골목에는 여러 가게가 모여 있다. / 이번 시간에는 가게를 알아본다. / 장을 보러 가기 전에 가게를 정해야 한다. / 우리 동네에는 가게가 많다.",
    "무엇을 어디에서 살까요? / 우리 동네 가게를 알아봅시다. / 장을 보러 가요. / 물건을 사는 곳을 익혀 봐요. / 가게마다 파는 물건이 달라요.",
  ),
  opposite: ends(
    "뜻이 서로 반대되는 말을 반대말이라고 한다. / 이번 시간에는 반대말을 배운다. / 낱말에는 짝이 있다. / 반대말을 알면 말이 풍부해진다. / 낱말 카드를 펼쳐 보자.",
    "반대말을 알아봅시다. / 반대말 놀이를 해 볼까요? / 낱말의 짝을 찾아봐요. / 뜻이 반대인 말을 배워요. / 낱말 카드를 함께 읽어요.",
  ),
  town: ends(
    "{town}을/를 소개한다. / {town}은/는 볼수록 정이 드는 곳이다. / 지난 방학에 {town}에 다녀왔다. / {town}에 대해 알아보자. / 버스를 타고 {town}에 갔다.",
    "{town}을/를 소개합니다. / {town}에 대해 알아봅시다. / {town}에 가 본 적이 있나요? / 이번에는 {town} 이야기를 할게요. / {town}으로/로 여행을 떠나요.",
  ),
  person: ends(
    "{person}을/를 소개한다. / {person}의 이야기이다. / 이 글은 {person}에 대한 글이다. / {person}을/를 모르는 사람은 없다. / {person}에 대해 알아보자.",
    "{person}을/를 소개합니다. / {person}에 대해 알아봅시다. / 오늘의 주인공은 {person}이에요/예요. / 이번에는 {person}의 이야기를 할게요. / {person}을/를 아시나요?",
  ),
};

/** Last sentences. */
export const closings: Readonly<Record<Subject, Ends>> = {
  weekday: ends(
    "요일을 알면 약속을 지키기 쉽다. / 헷갈리면 달력을 본다. / 이렇게 요일은 돌고 돈다.",
    "이제 요일을 잘 셀 수 있어요. / 헷갈리면 달력을 보세요. / 약속을 잡을 때 도움이 됩니다.",
  ),
  holiday: ends(
    "기념일에는 저마다 뜻이 있다. / 달력에 동그라미를 쳐 두자. / 날짜를 외워 두면 잊지 않는다.",
    "날짜를 잘 기억해 두세요. / 달력에 동그라미를 쳐 볼까요? / 기념일마다 뜻이 있어요.",
  ),
  sum: ends(
    "답을 구한 뒤에는 다시 확인한다. / 자꾸 연습하면 빨라진다. / 덧셈은 생활에 쓸모가 많다.",
    "답이 맞는지 다시 확인하세요. / 연습하면 더 빨라져요. / 참 잘했어요.",
  ),
  left: ends(
    "남은 것을 세면 답이 나온다. / 뺄셈은 생활에 쓸모가 많다. / 답을 구한 뒤에는 다시 센다.",
    "남은 것을 다시 세어 보세요. / 이제 뺄셈이 쉬워졌어요. / 참 잘했어요.",
  ),
  shop: ends(
    "필요한 물건은 미리 적어 둔다. / 장바구니를 잊지 말자. / 가게 주인들은 모두 친절하다.",
    "장바구니를 잊지 마세요. / 필요한 물건을 미리 적어 두면 좋아요. / 가게 주인들은 모두 친절합니다.",
  ),
  opposite: ends(
    "반대말은 짝을 지어 외우면 쉽다. / 다른 낱말의 짝도 찾아보자. / 말놀이는 재미있다.",
    "짝을 지어 외우면 쉬워요. / 다른 낱말의 짝도 찾아보세요. / 참 재미있지요?",
  ),
  town: ends(
    "{town}에 다시 가고 싶다. / {town}은/는 살기 좋은 곳이다. / 여행은 즐거웠다.",
    "{town}에 꼭 한번 가 보세요. / {town}은/는 참 좋은 곳이에요. / 다음에 또 만나요.",
  ),
  person: ends(
    "{person}은/는 오늘도 즐겁게 지낸다. / 모두가 {person}을/를 좋아한다. / {person}의 하루는 이렇게 지나간다.",
    "{person}은/는 오늘도 즐겁게 지내요. / 모두 {person}을/를 좋아해요. / {person}의 이야기는 여기까지입니다.",
  ),
};

/** Lines of a dialogue without a fact; {other} is the person spoken to. */
export const talk = {
  /** What the first says | what the other says back. */
  greetings: lines(
    "{other} 씨, 안녕하세요? | 네, 안녕하세요? / 안녕하세요? | 반가워요, {other} 씨. / {other} 씨, 잘 지냈어요? | 네, 잘 지냈어요. / 오랜만이에요. | 정말 오랜만이네요. / 만나서 반가워요. | 저도 반가워요.",
  ),
  beforeQuestion: lines(
    "궁금한 게 있어요. / 하나 물어볼게요. / 잠깐 여쭤봐도 될까요? / 질문이 있어요. / 이것 좀 알려 주세요.",
  ),
  thanks: lines(
    "고마워요. / 아, 그렇군요. / 덕분에 알았어요. / 이제 알겠어요. / 정말요? 몰랐어요. / 도움이 됐어요.",
  ),
  partings: lines("또 궁금하면 물어보세요. / 별말씀을요. / 다음에 또 봐요. / 천만에요. / 안녕히 가세요."),
};

function ends(plain: string, polite: string): Ends {
  return { plain: lines(plain), polite: lines(polite) };
}

function lines(text: string): readonly string[] {
  return text.split(" / ");
}
