/** The things of the textbook's world. Towns and people are invented; days, shops and opposites are the real ones. */

export const weekdays = list("월요일, 화요일, 수요일, 목요일, 금요일, 토요일, 일요일");

/** How far a weekday is asked for, ahead or back. */
export const dayCounts = list("하루");

/** Ways to say in which direction a weekday is asked for; `when` is the word after a number of days. */
export const ahead = { when: "뒤", neighbour: "다음 날", relative: "내일" };
export const back = { when: "전", neighbour: "전날", relative: "어제" };

/** Days of the Korean calendar with a fixed date. */
export const holidays = pairs(`
새해 첫날: 1월 1일, 밸런타인데이: 2월 14일, 삼일절: 3월 1일, 여성의 날: 3월 8일, 화이트데이: 3월 14일, 물의 날: 3월 22일,
만우절: 4월 1일, 식목일: 4월 5일, 보건의 날: 4월 7일, 장애인의 날: 4월 20일, 과학의 날: 4월 21일, 지구의 날: 4월 22일,
책의 날: 4월 23일, 노동절: 5월 1일, 어린이날: 5월 5일, 어버이날: 5월 8일, 스승의 날: 5월 15일, 발명의 날: 5월 19일,
부부의 날: 5월 21일, 바다의 날: 5월 31일, 환경의 날: 6월 5일, 현충일: 6월 6일, 철도의 날: 6월 28일, 제헌절: 7월 17일,
광복절: 8월 15일, 방송의 날: 9월 3일, 국군의 날: 10월 1일, 노인의 날: 10월 2일, 개천절: 10월 3일, 한글날: 10월 9일,
체육의 날: 10월 15일, 경찰의 날: 10월 21일, 독도의 날: 10월 25일, 학생의 날: 11월 3일, 소방의 날: 11월 9일,
농업인의 날: 11월 11일, 무역의 날: 12월 5일, 성탄절: 12월 25일`);

/** What one counts, and the word it is counted with. */
export const countedThings = pairs(`
사과: 개, 귤: 개, 구슬: 개, 사탕: 개, 인형: 개, 공책: 권, 동화책: 권, 연필: 자루, 색종이: 장, 그림엽서: 장, 장미: 송이, 양말: 켤레`);

export const towns = list(`
달빛마을, 솔바람마을, 은하시, 무지개섬, 초롱골, 바람재, 하늘포, 꽃내읍, 별빛나루, 푸른들, 안개섬, 구름재, 햇살마을, 눈꽃골,
이슬내, 여울포, 큰솔시, 단풍골, 조약돌섬, 물레마을, 갈매기포, 노을섬, 새벽시, 참새골, 두루미들, 까치마을, 은행나루, 산들재,
벚꽃읍, 맑은내, 돌담마을, 비단골, 반딧불마을, 옹달읍, 고래섬, 한솔시`);

export const specialties = list(`
사과, 배, 감귤, 쌀, 미역, 꿀, 감자, 고구마, 인삼, 녹차, 포도, 딸기, 복숭아, 옥수수, 굴비, 전복, 밤, 대추, 곶감, 마늘`);

export const sights = list(`
등대, 폭포, 동굴, 온천, 성벽, 호수, 대나무 숲, 해바라기 밭, 천문대, 풍차, 돌다리, 모래 해변, 식물원, 시계탑, 박물관, 출렁다리,
갈대밭, 벽화 골목`);

export const people = list(`
민지, 서준, 하윤, 지호, 은서, 도현, 수아, 태민, 예린, 준서, 다인, 건우, 소율, 현우, 채원, 시온, 나래, 우진, 가람, 보미, 한별, 슬기,
지안, 윤호, 서영, 민규, 아름, 태오, 유리, 동건, 세라, 진솔, 하람, 이준, 미나, 재희, 단비, 성훈, 라온, 은우`);

export const jobs = list(`
간호사, 목수, 어부, 농부, 요리사, 화가, 교사, 소방관, 집배원, 기관사, 제빵사, 사진가, 수의사, 사서, 재봉사, 정원사, 약사, 가수, 기자, 건축가,
경찰관, 통역사`);

export const foods = list(`
김치찌개, 비빔밥, 불고기, 떡볶이, 잡채, 냉면, 만두, 칼국수, 삼계탕, 김밥, 수제비, 팥죽, 파전, 된장찌개, 갈비탕, 호떡, 볶음밥, 미역국,
계란말이, 콩국수`);

/** What one buys, and where. */
export const shops = pairs(`
식빵: 빵집, 케이크: 빵집, 크림빵: 빵집, 감기약: 약국, 반창고: 약국, 소설책: 서점, 사전: 서점, 꽃다발: 꽃집, 화분: 꽃집, 튤립: 꽃집,
소고기: 정육점, 돼지고기: 정육점, 안경: 안경점, 선글라스: 안경점, 운동화: 신발 가게, 장화: 신발 가게, 지우개: 문구점, 가위: 문구점,
물감: 문구점, 송편: 떡집, 인절미: 떡집, 고등어: 생선 가게, 오징어: 생선 가게, 갈치: 생선 가게, 참외: 과일 가게, 수박: 과일 가게,
바나나: 과일 가게, 침대: 가구점, 책상: 가구점, 옷장: 가구점, 바지: 옷 가게, 치마: 옷 가게, 외투: 옷 가게, 로봇: 장난감 가게,
팽이: 장난감 가게, 반지: 금은방, 목걸이: 금은방, 망치: 철물점, 못: 철물점, 전구: 철물점, 기타: 악기점, 피아노: 악기점,
배추: 채소 가게, 당근: 채소 가게, 오이: 채소 가게, 시금치: 채소 가게`);

/** Words and their opposites. */
export const opposites = pairs(`
크다: 작다, 높다: 낮다, 길다: 짧다, 많다: 적다, 넓다: 좁다, 무겁다: 가볍다, 빠르다: 느리다, 뜨겁다: 차갑다, 덥다: 춥다,
밝다: 어둡다, 깊다: 얕다, 두껍다: 얇다, 멀다: 가깝다, 쉽다: 어렵다, 강하다: 약하다, 기쁘다: 슬프다, 열다: 닫다, 오르다: 내리다,
주다: 받다, 사다: 팔다, 앉다: 서다, 웃다: 울다, 이기다: 지다, 켜다: 끄다, 입다: 벗다, 위: 아래, 앞: 뒤, 안: 밖, 낮: 밤, 처음: 끝,
오른쪽: 왼쪽, 남쪽: 북쪽, 동쪽: 서쪽, 여름: 겨울, 아침: 저녁, 입구: 출구, 수입: 수출, 덧셈: 뺄셈, 승리: 패배, 실내: 실외`);

function list(words: string): readonly string[] {
  return words.trim().split(/,\s*/);
}

function pairs(words: string): readonly (readonly [string, string])[] {
  return list(words).map((pair) => {
    const [left, right] = pair.split(": ");
    return [left, right] as const;
  });
}
