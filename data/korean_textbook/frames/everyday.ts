/** Sentences about everyday life: where one buys things, and words with their opposites. The marks are explained in ../frame.ts. */

export const everydayFrames = `
== shop
> {goods}은/는 {answer}에서 사요.
! {goods}은/는 {answer}에서 사요.
! {answer}에 가면 {goods}을/를 살 수 있어요.
! {answer}에서는 {goods}을/를 팔아요.
. {goods}이/가 필요하면 {answer}으로/로 가세요.
! {goods}을/를 파는 가게는 {answer}입니다.
. {answer}에 새 {goods}이/가 들어왔어요.
. 할머니는 {goods}을/를 사러 {answer}에 가셨어요.
. {goods} 값을 알고 싶으면 {answer}에 물어보면 됩니다.
. {goods}은/는 {answer}에서 판다.
. {goods}을/를 사려면 {answer}에 가야 한다.
. 어머니는 {answer}에서 {goods}을/를 사 오셨다.
. 심부름으로 {answer}에 가서 {goods}을/를 샀다.
. {answer} 진열대에 {goods}이/가 놓여 있다.
. {answer} 주인은 손님에게 {goods}을/를 권했다.
. {answer}의 간판에는 {goods} 그림이 있다.
. 우리 가족은 {goods}을/를 살 때 늘 {answer}에 간다.
.* {goods}을/를 찾는다면 {answer}에 들러 보세요.
.* {answer}에서 {goods}을/를 고르고 있어요.
.* {goods}을/를 고르러 {answer}에 들렀다.
.* {answer}의 물건 중에는 {goods}도 있다.
? {goods}은/는 어디에서 사요?
? {goods}은/는 어디에서 팔아요?
? {goods}을/를 사려면 어디에 가야 해요?
? {goods}은/는 어느 가게에서 살 수 있나요?
? {goods}을/를 파는 가게는 어디예요?
? {goods}이/가 필요해요. 어디로 가면 돼요?
? {goods}을/를 살 수 있는 곳을 알려 주세요.
? {goods}은/는 무슨 가게에서 팝니까?
? {goods} 사러 어디로 가?
? {goods}을/를 사고 싶어요. 어느 가게로 갈까요?
? {goods}을/를 어디서 파는지 아세요?
? 심부름으로 {goods}을/를 사야 해요. 어디로 가야 할까요?
? {goods}은/는 어디에 가면 있어요?
? {goods} 값을 알고 싶은데 어디에 물어보면 돼요?
? {goods}을/를 살 때는 어디에 갑니까?
?* {goods}을/를 사려면 어느 가게로 가야 해요?
?* {goods}은/는 어느 가게에서 팔아요?
?* {goods}을/를 파는 곳을 알려 주세요.
?* {goods}이/가 필요해요. 어느 가게로 갈까요?
?* {goods}을/를 살 수 있는 가게는 어디예요?

== opposite
> {word}의 반대말은 {answer}이에요/예요.
! {word}의 반대말은 {answer}이에요/예요.
! {word}의 반대는 {answer}입니다.
! {word}의 반대말을 찾으면 {answer}이/가 나와요.
! {answer}은/는 {word}의 반대말이에요.
! {word}에 맞서는 말은 {answer}입니다.
! {word}과/와 반대되는 말은 {answer}이에요/예요.
. 선생님이 {word}의 반대말로 {answer}을/를 가르쳐 주셨어요.
. 누가 ‘{word}’이라고/라고 하면 ‘{answer}’이라고/라고 답하세요.
. {word}의 반대말은 {answer}이다.
. {word}과/와 {answer}은/는 서로 반대말이다.
. {word}과/와 {answer}은/는 뜻이 반대이다.
. {word}의 뜻을 뒤집으면 {answer}이/가 된다.
. 낱말 카드의 앞면에는 {word}, 뒷면에는 반대말 {answer}이/가 적혀 있다.
. 내가 ‘{word}’이라고/라고 하면 친구는 반대로 ‘{answer}’이라고/라고 답했다.
. 사전에서 {word}을/를 찾으니 반대말로 {answer}이/가 나왔다.
. 반대말끼리 묶으면 {word}의 짝은 {answer}이다.
.* {word}의 반대쪽에 있는 말은 {answer}이에요/예요.
.* 반대말을 물어보면 {word}에는 ‘{answer}’이라고/라고 답하면 됩니다.
.* 뜻이 {word}과/와 맞서는 낱말은 {answer}이다.
.* {word}의 반대말 칸에 {answer}을/를 적어 넣었다.
? {word}의 반대말은 뭐예요?
? {word}의 반대말은 무엇입니까?
? {word}의 반대는 뭐예요?
? {word}과/와 반대되는 말은 무엇인가요?
? {word}의 반대말을 알려 주세요.
? {word}, 반대말이 뭐야?
? {word}과/와 뜻이 반대인 말은 뭐예요?
? {word}의 반대말을 말해 보세요.
? {word}의 뜻을 뒤집으면 어떤 말이 돼요?
? 반대말 놀이를 해요. {word}의 반대말은 뭘까요?
? {word}의 짝이 되는 반대말은 무엇이에요?
? {word}의 반대말이 무엇인지 아세요?
? 낱말 카드에 ‘{word}’이라고/라고 적혀 있어요. 반대말은 뭘까요?
? {word}에 맞서는 말은 무엇입니까?
? {word}의 반대말을 찾아 주세요.
?* {word}과/와 반대되는 말을 알려 주세요.
?* {word}과/와 뜻이 반대인 말은 무엇인가요?
?* {word}의 반대말은 무엇이에요?
?* {word}의 짝이 되는 반대말을 말해 보세요.
?* {word}의 반대는 무엇입니까?
`;
