/** Sentences about towns: what grows there and what one goes to see. The marks are explained in ../frame.ts. */

export const placeFrames = `
== specialty
> {town}의 특산물은 {answer}이에요/예요.
! {town}은/는 {answer}으로/로 유명해요.
! {town}의 특산물은 {answer}이에요/예요.
! {town}을/를 대표하는 먹을거리는 {answer}입니다.
! {town}에 가면 {answer}을/를 꼭 맛보세요.
. {town} 사람들은 {answer}을/를 자랑스럽게 여겨요.
. {town}의 장터에서는 질 좋은 {answer}을/를 팔아요.
. {town}에서는 해마다 {answer} 축제가 열려요.
. {town}에서 온 {answer}은/는 선물로 인기가 많습니다.
. {town}에서는 {answer}이/가 많이 난다.
. {town} 사람들은 {answer}을/를 자랑으로 여긴다.
. 예로부터 {town}은/는 {answer}의 고장이다.
. {town}의 이름을 널리 알린 것은 {answer}이다.
. {town}의 밥상에는 {answer}이/가 자주 오른다.
. {town}에서 보내온 {answer} 상자가 도착했다.
. {town}의 {answer}은/는 어디서나 알아준다.
. {town}의 특산물로는 {answer}이/가 있다.
.* {town}에서 가장 많이 팔리는 것은 {answer}이에요/예요.
.* {town}에 다녀온 사람은 모두 {answer}을/를 사 옵니다.
.* {town}의 선물 가게에는 {answer}이/가 가득하다.
.* 우리는 {town}에서 유명한 {answer}을/를 맛보았다.
? {town}의 특산물은 뭐예요?
? {town}의 특산물은 무엇입니까?
? {town}은/는 무엇으로 유명해요?
? {town}에서는 무엇이 많이 나요?
? {town}에 가면 무엇을 맛봐야 해요?
? {town}의 특산물이 무엇인지 알려 주세요.
? {town}은/는 어떤 특산물이 유명해?
? {town}을/를 대표하는 먹을거리는 무엇인가요?
? {town}에서 나는 유명한 먹을거리가 뭐예요?
? {town}에서 유명한 특산물을 말해 주세요.
? {town} 사람들이 자랑하는 특산물이 뭐야?
? {town}의 장터에서는 무엇을 팔아요?
? {town}에서 선물로 뭘 사 오면 좋을까요?
? {town}은/는 어떤 먹을거리로 이름났어요?
? 혹시 {town}의 특산물을 아세요?
?* {town}에서 유명한 특산물은 뭐예요?
?* {town}을/를 대표하는 특산물을 알려 주세요.
?* {town}에서 나는 특산물이 무엇인지 말해 주세요.
?* 혹시 {town}은/는 무엇으로 유명해요?
?* {town} 사람들이 자랑하는 먹을거리는 무엇인가요?

== sight
> {town}의 볼거리는 {answer}이에요/예요.
! {town}에는 이름난 {answer}이/가 있어요.
! {town}의 볼거리는 {answer}이에요/예요.
. {town}에서 사진을 찍으려면 {answer}이/가 좋습니다.
. {town}의 엽서에는 {answer}이/가 그려져 있어요.
! {town}의 명소를 하나만 고르라면 {answer}입니다.
! {town}에 놀러 가면 {answer}부터 구경하세요.
. {town} 사람들은 주말에 {answer}을/를 자주 찾아요.
! {answer}은/는 {town}에서 꼭 봐야 할 곳이에요.
. {town}에 가면 {answer}을/를 볼 수 있다.
. {town}을/를 찾은 사람들은 {answer}부터 구경한다.
. {town}의 {answer}은/는 사람들이 많이 찾는 곳이다.
. 소풍날 우리는 {town}의 {answer}을/를 보러 갔다.
. {town} 관광 안내도에는 {answer}이/가 크게 그려져 있다.
. {answer}은/는 {town}의 대표적인 볼거리이다.
. {town}에서 버스를 내리면 {answer}으로/로 가는 길이 보인다.
. {town}에서 {answer}을/를 보지 않았다면 여행을 다 했다고 할 수 없다.
.* {town}에 다녀온 친구가 {answer} 이야기를 들려주었어요.
.* {town}의 관광객들은 {answer} 앞에서 걸음을 멈춥니다.
.* {town}의 자랑은 멋진 {answer}이다.
.* 나는 {town}에 가서 {answer}을/를 그림으로 그렸다.
? {town}의 볼거리는 뭐예요?
? {town}에 가면 무엇을 볼 수 있어요?
? {town}에는 어떤 볼거리가 있나요?
? {town}의 명소는 어디예요?
? {town}의 명소는 무엇입니까?
? {town}에서 구경할 만한 곳이 어디예요?
? {town}에서 꼭 봐야 할 곳은 어디인가요?
? {town}에 이름난 곳이 있으면 알려 주세요.
? {town}의 대표적인 볼거리를 말해 주세요.
? {town}에 놀러 가면 어디를 구경할까?
? {town} 여행에서는 무엇을 봐야 합니까?
? {town}에서 사진을 찍으려면 어디가 좋아요?
? {town} 사람들은 주말에 어디를 찾아요?
? 소풍으로 {town}에 가요. 무엇을 보면 좋을까요?
? {town}의 명소가 어디인지 아세요?
?* {town}에서 꼭 봐야 할 볼거리는 뭐예요?
?* {town}의 대표적인 명소는 어디인가요?
?* {town}에 놀러 가면 무엇을 보면 좋을까요?
?* {town}의 명소가 어디인지 알려 주세요.
?* {town}에서 구경할 만한 볼거리가 있나요?
`;
