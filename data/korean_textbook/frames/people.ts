/** Sentences about people: what they do, what they like to eat, where they live. The marks are explained in ../frame.ts. */

export const peopleFrames = `
== job
> {person}의 직업은 {answer}이에요/예요.
! {person}은/는 {answer}이에요/예요.
! {person}의 직업은 {answer}입니다.
! {person}은/는 올해로 십 년째 {answer}으로/로 일하고 있어요.
. {answer} {person}은/는 자기 일을 무척 좋아해요.
. {person}의 명함에는 {answer}이라고/라고 적혀 있습니다.
! {person}은/는 이웃들이 믿는 {answer}이에요/예요.
. {person}은/는 어릴 때부터 {answer}이/가 꿈이었고, 그 꿈을 이루었어요.
. {person}은/는 {answer}의 일이 재미있다고 해요.
. {person}은/는 {answer}이다.
. {person}은/는 {answer}으로/로 일한다.
. {answer}인 {person}은/는 아침 일찍 일어난다.
. {person}은/는 훌륭한 {answer}이다.
. {person}은/는 {answer}으로/로 일하며 많은 사람을 만난다.
. {person}에게 하는 일을 물으면 {answer}이라고/라고 대답한다.
. {person}은/는 학교를 마치고 {answer}이/가 되었다.
. 마을 사람들은 {person}을/를 솜씨 좋은 {answer}이라고/라고 부른다.
.* {person}은/는 {answer}이/가 되어 즐겁게 지내요.
.* {person}은/는 {answer}으로/로 널리 알려져 있습니다.
.* 직업이 {answer}인 {person}은/는 늘 바쁘다.
.* {person}은/는 하루 종일 {answer}으로/로 바쁘게 일한다.
? {person}의 직업은 뭐예요?
? {person}의 직업은 무엇입니까?
? {person}은/는 무슨 일을 해요?
? {person}은/는 무슨 일을 하나요?
? {person}은/는 어떤 일을 하는 사람이에요?
? {person}이/가 하는 일이 뭐야?
? {person}의 직업을 알려 주세요.
? {person}은/는 직업이 뭐예요?
? {person}이/가 무슨 일을 하는지 아세요?
? {person}은/는 어떤 직업을 가지고 있나요?
? {person}에게 하는 일을 물으면 뭐라고 대답해요?
? {person}은/는 커서 무엇이 되었어요?
? {person}은/는 학교를 마치고 무엇이 되었나요?
? {person}의 명함에는 무엇이라고 적혀 있어요?
? {person}은/는 무슨 일을 하는 사람입니까?
? 혹시 {person}의 직업이 뭔지 알아?
?* {person}은/는 어떤 일을 하나요?
?* {person}의 직업이 뭔지 알려 주세요.
?* {person}이/가 하는 일은 무엇입니까?
?* 혹시 {person}이/가 어떤 일을 하는지 아세요?
?* {person}은/는 무슨 직업을 가지고 있어요?

== food
> {person}이/가 좋아하는 음식은 {answer}이에요/예요.
! {person}은/는 {answer}을/를 가장 좋아해요.
. {person}은/는 생일마다 {answer}을/를 먹어요.
! {answer}은/는 {person}이/가 제일 좋아하는 음식이에요.
! {person}은/는 {answer}이/가 세상에서 제일 맛있다고 합니다.
. {person}은/는 점심으로 {answer}을/를 자주 먹습니다.
. {person}의 생일상에는 {answer}이/가 꼭 올라요.
. {person}은/는 식당에 가면 언제나 {answer}을/를 시켜요.
! {person}의 입맛에는 {answer}이/가 꼭 맞아요.
. {person}이/가 가장 좋아하는 음식은 {answer}이다.
. {person}은/는 {answer}을/를 무척 좋아한다.
. {person}은/는 일주일에 한 번 {answer}을/를 먹는다.
. {person}은/는 {answer} 냄새만 맡아도 웃는다.
. {person}의 어머니는 {person}을/를 위해 {answer}을/를 만드신다.
. {person}에게 무엇을 먹고 싶은지 물으면 {answer}이라고/라고 말한다.
. {person}은/는 기분이 나쁠 때도 {answer}을/를 먹으면 웃는다.
. {answer}을/를 보면 {person}이/가 생각난다.
.* {person}은/는 {answer}을/를 아주 맛있게 먹어요.
.* {person}을/를 초대한다면 {answer}을/를 준비하는 것이 좋습니다.
.* {person}의 마음에 드는 음식은 언제나 {answer}이다.
.* {person}은/는 배가 고프면 {answer}부터 찾는다.
? {person}이/가 가장 좋아하는 음식은 뭐예요?
? {person}이/가 좋아하는 음식은 무엇입니까?
? {person}은/는 무슨 음식을 좋아해요?
? {person}은/는 어떤 음식을 가장 좋아하나요?
? {person}은/는 뭘 먹는 걸 좋아해?
? {person}의 생일상에는 무슨 음식이 올라요?
? {person}은/는 생일에 무엇을 먹어요?
? {person}은/는 식당에 가면 무엇을 시켜요?
? {person}이/가 제일 좋아하는 음식을 알려 주세요.
? {person}에게 어떤 음식을 해 주면 좋을까요?
? {person}은/는 점심으로 무엇을 자주 먹습니까?
? {person}이/가 무슨 음식을 좋아하는지 아세요?
? {person}의 입맛에 맞는 음식이 뭐예요?
? 혹시 {person}이/가 좋아하는 음식을 알아?
? {person}이/가 세상에서 제일 맛있다고 하는 음식은 무엇인가요?
?* {person}이/가 자주 먹는 음식은 뭐예요?
?* {person}이/가 제일 좋아하는 음식은 무엇인가요?
?* {person}이/가 가장 좋아하는 음식을 알려 주세요.
?* 혹시 {person}이/가 무슨 음식을 좋아하는지 알아?
?* {person}의 입맛에 맞는 음식은 무엇입니까?

== home
> {person}은/는 {answer}에 살아요.
! {person}은/는 {answer}에 살아요.
! {person}이/가 사는 곳은 {answer}입니다.
! {answer}에는 {person}의 집이 있어요.
. {person}은/는 {answer} 주민이에요.
. 저녁이 되면 {person}은/는 {answer}의 집으로 돌아갑니다.
! {person}은/는 {answer}의 작은 집에서 살아요.
. {person}의 가족은 모두 {answer}에 살아요.
. {person}에게 편지를 보내려면 주소를 {answer}이라고/라고 쓰세요.
. {person}은/는 {answer}에 산다.
. {person}의 집은 {answer}에 있다.
. {person}은/는 {answer}에서 태어나 지금도 그곳에 산다.
. {person}을/를 만나려면 {answer}으로/로 가야 한다.
. {answer}에 사는 {person}은/는 이웃과 사이가 좋다.
. {person}은/는 {answer}에서 이웃들과 함께 지낸다.
. {person}은/는 {answer}이/가 살기 좋은 곳이라고 말한다.
. {person}의 주소는 {answer}이다.
.* {person}이/가 지내는 곳은 {answer}이에요/예요.
.* {answer}에 가면 {person}의 집을 찾을 수 있습니다.
.* {person}은/는 {answer}에 집이 있다.
.* {answer}은/는 {person}이/가 사는 고장이다.
? {person}은/는 어디에 살아요?
? {person}은/는 어디에 삽니까?
? {person}의 집은 어디예요?
? {person}의 집은 어디에 있나요?
? {person}이/가 사는 곳은 어디예요?
? {person}이/가 사는 곳을 알려 주세요.
? {person}은/는 어느 고장에 살아?
? {person}을/를 만나려면 어디로 가야 해요?
? {person}에게 편지를 보내려면 어디로 보내야 해요?
? {person}이/가 어디 사는지 아세요?
? {person}의 가족은 어디에 살아요?
? {person}은/는 저녁에 어디로 돌아가요?
? {person}은/는 어느 고장 사람이에요?
? {person}의 주소를 쓰려고 해요. 어디라고 써야 해요?
? {person}은/는 지금 어디에 살고 있습니까?
? 혹시 {person}이/가 사는 곳을 알아?
?* {person}이/가 사는 고장은 어디예요?
?* {person}은/는 지금 어디에 살아요?
?* {person}이/가 어디 사는지 알려 주세요.
?* 혹시 {person}은/는 어디에 살고 있나요?
?* {person}의 집은 어느 고장에 있나요?
`;
