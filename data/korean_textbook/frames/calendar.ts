/** Sentences about weekdays and dates. The marks in front of the lines are explained in ../frame.ts. */

export const calendarFrames = `
== weekday
> {day}의 {neighbour}은/는 {answer}이에요/예요.
! {day}의 {neighbour}은/는 {answer}이에요/예요.
! 오늘이 {day}이면/면 {relative}은/는 {answer}이에요/예요.
! 달력에서 {day}의 {neighbour}을/를 찾아보면 {answer}입니다.
! 손가락으로 꼽아 보면 {day}의 {neighbour}은/는 {answer}입니다.
. 선생님은 {day}의 {neighbour}이/가 {answer}이라고/라고 하셨어요.
. {answer}은/는 {day}의 {neighbour}이에요/예요.
. {day}에 말하는 {relative}은/는 {answer}을/를 뜻해요.
. 오늘은 {day}이에요/예요. 그러니까 {relative}은/는 {answer}입니다.
. {day}을/를 기준으로 {when}은/는 {answer}이다.
. 오늘이 {day}이라면/라면 {relative}은/는 {answer}이다.
. 달력을 보면 {day}의 {neighbour}은/는 {answer}이다.
. {relative}이/가 {answer}이면/면 오늘은 {day}이다.
. {day}의 {neighbour}은/는 무슨 요일일까? 바로 {answer}이다.
. 학교에서는 {day}의 {neighbour}이/가 {answer}이라고/라고 배운다.
. {answer}은/는 {day}의 {neighbour}이다.
. {day} {when}은/는 {answer}이다.
.* 일주일을 한 바퀴로 생각하면 {day}의 {neighbour}은/는 {answer}입니다.
.* 오늘이 {day}이니까/니까 {relative}은/는 {answer}이에요/예요.
.* {day}에 일기를 쓴다면 {relative}은/는 {answer}이다.
.* {day}의 {neighbour}을/를 따져 보면 {answer}이/가 된다.
? {day}(|을/를 기준으로|을/를 기준으로 하면| 기준으로) {when}(은/는|이/가|) (무슨|어떤|어느) 요일<이에요>?
? {day}(의|) (바로|) {neighbour}(은/는|이/가|) (무슨|어떤|어느) 요일<이에요>?
? {day}( {when}|(의|) {neighbour})이/가 (무슨|어떤|어느) 요일<인지> (<알려 주세요>.|<아세요>?|<궁금해요>.)
? (오늘이 {day}(인데|인데요,|일 때)|(오늘이|만약 오늘이|만일 오늘이) {day}(이면/면|이라면/라면|이라고/라고 하면)) ({when}|{relative}|{neighbour})(은/는|이/가) (무슨|어떤|어느) 요일<이에요>?
? 오늘(은|이) {day}(이에요/예요|입니다|이야/야|이거든요/거든요). (그럼|그러면|그러니까|) ({when}|{relative}|{neighbour})(은/는|이/가) (무슨|어떤|어느) 요일<이에요>?
? (오늘이 {day}이면/면|오늘이 {day}인데) ({when}|{relative}|{neighbour})이/가 (무슨|어떤) 요일<인지> (<알려 주세요>.|<아세요>?|<궁금해요>.)
? ({when}|{relative}|{neighbour})(은/는|이/가) (무슨|어떤) 요일<이에요>, 오늘이 {day}(이면/면|이라면/라면|인데)?
? ({when}|{relative}|{neighbour})이/가 무슨 요일<인지> (<알려 주세요>.|<아세요>?) 오늘은 {day}(이에요/예요|입니다|이야/야|이거든요/거든요).
? (무슨|어떤|어느) 요일<이에요>, {day}( {when}|(의|) (바로|) {neighbour})은/는?
? {day}(의|) {neighbour}을/를 (따져 보면|달력에서 찾으면|달력에서 찾아보면) (무슨|어떤) 요일(<이에요>|이/가 <나와요>)?
? {day}(의|) (바로|) {neighbour}을/를 요일로 (말해 주세요|말해 봐|알려 주세요|대답해 주세요|알려 줘).
? {day} {neighbour}의 요일(은/는|이/가|) <뭐예요>?
? {day}( {when}|(의|) {neighbour})(은/는|)?
? {relative}의 요일이 <궁금해요>. 오늘은 {day}(이거든요/거든요|이에요/예요|입니다|이야/야).
? 달력(을 보지 않고|을 안 보고|을 보고) (답해 보세요|말해 보세요|맞혀 보세요). {day}(의|) {neighbour}은/는 (무슨|어떤) 요일<이에요>?

== holiday
> {holiday}은/는 {answer}이에요/예요.
! {holiday}은/는 {answer}이에요/예요.
. {answer}은/는 {holiday}입니다.
! {holiday} 날짜는 {answer}이에요/예요.
. 달력의 {answer} 칸에는 {holiday}이라고/라고 적혀 있어요.
. {holiday}이/가 언제인지 묻는다면 {answer}이라고/라고 답하면 됩니다.
. {holiday} 날짜를 외워 봅시다. {answer}이에요/예요.
. 올해도 {answer}에 {holiday}을/를 맞이해요.
! {holiday}은/는 달력에서 {answer}에 있습니다.
. {holiday}은/는 {answer}이다.
. {answer}은/는 {holiday}이다.
. 해마다 {answer}이/가 되면 {holiday}이/가 돌아온다.
. 달력에서 {holiday}을/를 찾으려면 {answer}을/를 보면 된다.
. 사람들은 {answer}을/를 {holiday}이라고/라고 부른다.
. {answer}에는 {holiday}이/가 있다.
. 수첩의 {answer} 자리에 {holiday}이라고/라고 적었다.
. {holiday}을/를 기억하려면 {answer}을/를 외우면 된다.
.* {answer}, 이날이 바로 {holiday}이에요/예요.
.* 달력을 넘기다 보면 {answer}에 {holiday}이/가 나옵니다.
.* {holiday} 하면 {answer}이/가 떠오른다.
.* 우리 반은 {answer}에 {holiday} 이야기를 나누었다.
? {holiday}(은/는|이/가|) <언제예요>?
? {holiday}(은/는|이/가|) (몇 월 며칠|며칠|며칠날|어느 날|언제쯤)<이에요>?
? {holiday}(은/는|이/가) (언제|몇 월 며칠|며칠|어느 날)<인지> (<알려 주세요>.|<아세요>?|<궁금해요>.)
? {holiday}(이/가|은/는|) (언제|몇 월 며칠)<인지> (혹시|좀|) (<알려 주세요>.|<아세요>?)
? {holiday}(의|) 날짜(은/는|이/가|) (언제|며칠|몇 월 며칠|뭐)<이에요>?
? {holiday}(의|) 날짜(이/가|은/는|) 어떻게 <돼요>?
? {holiday}(의|) 날짜(을/를|) (<알려 주세요>.|<아세요>?)
? {holiday}(의|) 날짜이/가 <궁금해요>.
? (올해|이번|내년|우리나라|한국에서|달력에서) {holiday}(은/는|이/가|) (언제|몇 월 며칠|며칠)<이에요>?
? (해마다|매년|보통) {holiday}(은/는|이/가) (언제|몇 월 며칠에|며칠에) (돌아<와요>|<와요>|있<어요>)?
? <언제예요>, {holiday}(은/는|이/가|)?
? (몇 월 며칠|며칠)<이에요>, {holiday}(은/는|이/가|)?
? {holiday}이/가 있는 (날|날짜|달과 날)(은/는|이/가) (언제|며칠|몇 월 며칠)<이에요>?
? {holiday}(은/는|) (무슨|어느) 달 며칠<이에요>?
? {holiday}(은/는|) 몇 월 며칠에 (있<어요>|기념<해요>)?
? {holiday}을/를 달력에 (적으려고|표시하려고|쓰려고) (해요|하는데요|합니다). (며칠에|언제에|어느 날에|어디에) (적어야|표시해야|적으면|써야) <돼요>?
? 달력에서 {holiday}을/를 (찾으려면|보려면) (며칠을|몇 월 며칠을|어느 날을) (보면|찾으면|봐야) <돼요>?
? {holiday} <말인데요> (언제|몇 월 며칠|며칠)<이에요>?
? {holiday}, (언제|며칠|몇 월 며칠)<이에요>?
? (언제가|며칠이|몇 월 며칠이) {holiday}<이에요>?
? {holiday}(은/는|)?
? {holiday}이라는/라는 날(은/는|이/가) (언제|며칠)<이에요>?
`;
