/** The Korean of texts_english.ts. */
import type { ENGLISH } from "./texts_english.ts";

export const KOREAN: typeof ENGLISH = {
  menu: {
    title: "모델 써 보기",
    lead:
      "이 페이지들은 이 과정의 코드와 모델을 브라우저에서 그대로 실행합니다. 아무것도 밖으로 보내지 않습니다.",
  },
  shared: {
    loading: "모델을 불러오는 중 …",
    running: "모델이 쓰는 중 …",
    restarted: "모델의 워커가 멈췄습니다. 다시 시작해서 같은 요청을 되풀이합니다.",
    failed: (reason) => `실패했습니다: ${reason}`,
    noScript: "이것은 그림입니다. JavaScript를 켜면 여기에서 모델을 써 볼 수 있습니다.",
    stop: "중지",
    stopped: "멈췄습니다.",
    speed: (o) =>
      o.tokens < 2
        ? `토큰 ${o.tokens}개, ${o.first} ms(${o.engine}).`
        : `토큰 ${o.tokens}개, 첫 토큰까지 ${o.first} ms, 초당 ${o.perSecond}개(${o.engine}).`,
    notSeed: (found) => `시드: 0부터 2,147,483,647까지의 정수를 써야 하는데 ${found}입니다.`,
    repaired: "반쪽짜리 문자(짝이 없는 서로게이트)를 �로 바꿨습니다.",
    engines: { webgpu: "WebGPU", wasm: "WebAssembly", cpu: "순수 JavaScript" },
    example: "예시",
    layer: (layer, head) => `${layer}층, 헤드 ${head}`,
    madeBy: (command) => `${command} 명령으로 학습했습니다.`,
  },
  lotto: {
    title: "로또 모델",
    summary: "GPT에게서 로또를 삽니다. GPT가 번호를 뽑고, 맞은 개수를 세고, 수익률을 계산합니다.",
    lead:
      "이 GPT는 프로그램처럼 동작합니다. 구매 내용을 읽고, 티켓을 뽑고, 당첨 번호와 비교하고, 수익률을 계산합니다. 계산 과정을 " +
      "한 단계도 빠짐없이 토큰으로 씁니다. 그다음 이 과정의 채점기가 그 답을 진짜 프로그램의 답과 비교합니다.",
    form: "구매",
    money: "금액(원, 한 장에 1,000원, 20장까지)",
    winning: "당첨 번호 여섯 개, 1~45",
    bonus: "보너스 번호",
    seed: "시드(시드가 다르면 다른 티켓을 뽑습니다)",
    ask: "모델에게 묻기",
    lucky: "무작위 번호",
    answer: "답",
    work: "토큰 하나하나로 보는 계산 과정",
    workNote:
      "한 줄은 토큰 19개입니다. 토큰을 고르거나 화살표 키로 옮겨 다녀 보세요. 앞선 토큰의 색은 고른 헤드가 그 토큰에 " +
      "얼마나 주목하는지 나타냅니다.",
    head: "어텐션 헤드",
    right: "✓ 프로그램도 똑같이 출력합니다.",
    wrong: (reasons) => `✗ 프로그램은 다르게 출력합니다: ${reasons}`,
    looks: (o) => `${o.head}, ${o.token}에서 주목하는 토큰: ${o.list}`,
    looksNowhere: (o) => `${o.head}, ${o.token}에서는 여러 토큰에 조금씩 주목합니다.`,
    notWhole: (what, found) => `${what}: 정수를 써야 하는데 ${found}입니다.`,
    cannotSpell: (reason) => `모델에 이 구매를 나타낼 토큰이 없습니다: ${reason}.`,
  },
  tokenizer: {
    title: "글에서 토큰으로",
    summary: "아무 글이나 입력해 GPT-2의 토큰, 이 과정의 토큰, 바이트로 나뉘는 모습을 봅니다.",
    lead:
      "언어 모델은 글자를 읽지 않습니다. 번호가 붙은 글 조각인 토큰을 읽습니다. 아무 글이나 입력해 보세요. GPT-2의 " +
      "토크나이저에는 영어 웹 페이지에서 배운 토큰이 50,257개 있습니다. 이 과정의 토크나이저에는 내장된 책에서 배운 토큰이 1,024개 " +
      "있습니다. 둘 다 글의 바이트에서 시작해 쌍을 병합합니다.",
    form: "글",
    text: "글(어떤 언어든, 500자까지)",
    cut: "처음 500자만 보여 줍니다.",
    gpt2: "GPT-2의 토큰",
    ours: "이 과정의 토큰",
    bytes: "바이트(UTF-8)",
    count: (tokens, bytes) =>
      `${bytes}바이트가 토큰 ${tokens}개${
        tokens > 0 ? `: 토큰 하나에 ${(bytes / tokens).toFixed(1)}바이트` : ""
      }`,
    countBytes: (bytes) => `${bytes}바이트`,
    steps: "병합을 한 단계씩 보기",
    which: "토크나이저",
    none: "이 글에는 병합할 쌍이 없습니다.",
    empty: "무엇이든 입력하세요.",
  },
  attention: {
    title: "단어를 되풀이하는 어텐션 헤드",
    summary: "단어를 두 번 입력하고, 두 층의 어텐션이 다음 글자를 어떻게 예측하는지 봅니다.",
    lead:
      "이 작은 모델(파라미터 28,032개, 노트북 03)은 한 가지만 배웠습니다. 되풀이되는 단어를 이어 쓰는 일입니다. 서로 다른 글자로 된 " +
      "단어를 여러 번 입력해 보세요. 두 번째부터는 2층의 한 헤드가 각 글자에서, 앞에서 그 글자 다음에 온 글자를 봅니다. 이런 헤드를 " +
      "인덕션 헤드(induction head)라고 합니다.",
    form: "되풀이되는 글자",
    text: "a부터 x까지의 글자(모델은 다른 글자를 모릅니다), 32개까지",
    leftOut: (letters) => `모델에 토큰이 없어서 뺀 글자: ${letters}`,
    tooLong: "마지막 32글자만 씁니다.",
    next: "확률이 가장 높은 다음 글자",
    nextIs: (list) => `모델이 예측한 다음 글자: ${list}.`,
    empty: "a부터 x까지의 글자를 두 개 이상 입력하세요.",
  },
  writer: {
    title: "글 쓰는 모델",
    summary: "이야기를 시작하면 작은 GPT가 이어 씁니다. 토큰을 어떻게 뽑을지 고를 수 있습니다.",
    lead:
      "이 GPT는 이 과정에 내장된, 마법사 학교 이야기책 한 권으로 학습했습니다. 입력한 글을 토큰 하나씩 이어 씁니다. 큰 기대는 하지 " +
      "마세요. 모델이 작고 학습도 몇 분뿐이어서, 책의 말투와 이름은 흉내 내지만 없는 단어를 지어내고 뜻이 통하는 문장은 드뭅니다. 온도를 " +
      "낮추면 진짜 단어가 더 많이 나옵니다.",
    form: "시작",
    prompt: "이어 쓸 글",
    temperature: "온도",
    topK: "톱-k(0이면 끔)",
    topP: "톱-p",
    length: "쓸 토큰 수",
    seed: "시드",
    write: "쓰기",
    one: "토큰 하나",
    clear: "처음부터",
    text: "글",
    textNote:
      "쓰인 토큰에 마우스를 올리거나 Tab과 화살표 키로 고르면, 위 설정에서의 확률과 그 자리의 유력한 후보가 나옵니다.",
    candidates: "다음 토큰 후보",
    candidatesNote:
      "옅은 막대는 모델이 매긴 확률이고, 짙은 막대는 온도, 톱-k, 톱-p를 거친 확률입니다. 후보를 고르면 글 뒤에 붙습니다.",
    candidate: (o) => `${o.text} 붙이기: 모델의 확률 ${o.model}, 뽑힐 확률 ${o.drawn}`,
    empty: "먼저 시작할 글을 입력하세요. 이 모델에는 글의 시작을 나타내는 토큰이 없습니다.",
    tooLong: (tokens) => `모델은 마지막 토큰 ${tokens}개만 읽습니다.`,
    size: (o) => `파라미터 ${o.parameters}개, ${o.megabytes} MB.`,
    loss: (o) =>
      `검증용 데이터의 손실은 여기처럼 float16 가중치로 바이트당 ${o.float16}비트입니다(float32로는 ${o.float32}비트).`,
  },
  learner: {
    title: (name) => `모델: ${name}`,
    summary: (name) => `${name}의 모델입니다.`,
    lead: "이 과정에서 학습시킨 모델입니다. 입력한 글을 토큰 하나씩 이어 씁니다.",
  },
};
