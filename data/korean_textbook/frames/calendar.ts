/** Sentences about weekdays and dates. The marks in front of the lines are explained in ../frame.ts. */

export const calendarFrames = `
== weekday
> {day}에서 {when}은/는 {answer}이에요/예요.
! {day}에서 {when}은/는 {answer}이에요/예요.
! 오늘이 {day}이면/면 {when}은/는 {answer}이에요/예요.
! {day}을/를 기준으로 {when}을/를 세어 보면 {answer}이/가 됩니다.
! 손가락으로 꼽아 보면 {day}에서 {when}은/는 {answer}입니다.
. 선생님은 {day}의 {when}이/가 {answer}이라고/라고 하셨어요.
. {answer}은/는 {day}의 {when}이에요/예요.
. {day}에 말하는 {when}은/는 {answer}을/를 뜻해요.
. 오늘은 {day}이에요/예요. 그러니까 {when}은/는 {answer}입니다.
. {day} 기준으로 {when}은/는 {answer}이다.
. 오늘이 {day}이라면/라면 {when}은/는 {answer}이다.
. 달력을 보면 {day}의 {when}은/는 {answer}이다.
. {when}이/가 {answer}이면/면 오늘은 {day}이다.
. {day}에서 {when}은/는 무슨 요일일까? 바로 {answer}이다.
. 학교에서는 {day}에서 {when}이/가 {answer}이라고/라고 배운다.
. {day}에서 보면 {answer}은/는 {when}이다.
. 오늘이 {day}이고 {when}을/를 생각한다면 그날은 {answer}이다.
.* 일주일을 한 바퀴로 생각하면 {day}의 {when}은/는 {answer}입니다.
.* 오늘이 {day}이니까 {when}은/는 {answer}이에요/예요.
.* {day}에 일기를 쓴다면 {when}은/는 {answer}이다.
.* {day}에서 {when}을/를 따져 보면 {answer}이/가 된다.
? {day}에서 {when}은/는 무슨 요일이에요?
? {day}의 {when}은/는 무슨 요일인가요?
? 오늘이 {day}이면/면 {when}은/는 무슨 요일이에요?
? 오늘이 {day}이라면/라면 {when}은/는 무슨 요일일까요?
? {day} 기준으로 {when}은/는 무슨 요일이야?
? {when}이/가 무슨 요일인지 알려 주세요. 오늘은 {day}이에요/예요.
? 오늘은 {day}이에요/예요. {when}은/는 무슨 요일이지요?
? {day}에서 {when}을/를 세면 무슨 요일이 돼요?
? {day}의 {when}이/가 무슨 요일인지 아세요?
? {day}에서 {when}은/는 어떤 요일입니까?
? 달력을 보지 않고 답해 보세요. {day}에서 {when}은/는 무슨 요일인가요?
? {day}의 {when}을/를 요일로 말해 주세요.
? 오늘이 {day}인데, {when}은/는 무슨 요일이야?
? {day}을/를 기준으로 하면 {when}은/는 무슨 요일입니까?
? {when}의 요일이 궁금해요. 오늘은 {day}이거든요/거든요.
?* 오늘이 {day}인데 {when}은/는 무슨 요일이에요?
?* {day}의 {when}은/는 어떤 요일이지요?
?* {day} 기준으로 {when}이/가 무슨 요일인지 알려 주세요.
?* 오늘이 {day}이라면/라면 {when}은/는 어떤 요일인가요?
?* {day}에서 {when}이/가 무슨 요일인지 말해 주세요.

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
? {holiday}은/는 언제예요?
? {holiday}은/는 몇 월 며칠이에요?
? {holiday}은/는 몇 월 며칠인가요?
? {holiday}이/가 언제인지 알려 주세요.
? {holiday} 날짜가 어떻게 돼요?
? {holiday} 날짜를 말해 주세요.
? {holiday}이/가 몇 월 며칠인지 아세요?
? 혹시 {holiday}이/가 언제인지 기억나요?
? 해마다 {holiday}은/는 언제 돌아와요?
? {holiday}은/는 어느 날이에요?
? {holiday}은/는 언제입니까?
? {holiday}이/가 언제인지 알아?
? {holiday}을/를 달력에 적으려고 해요. 며칠에 적어야 해요?
? {holiday}이/가 있는 날은 언제인가요?
? 올해 {holiday}은/는 몇 월 며칠이야?
? {holiday} 날짜 좀 가르쳐 줘.
?* {holiday}이/가 몇 월 며칠인지 알려 주세요.
?* 올해 {holiday}은/는 언제예요?
?* {holiday}이/가 언제인지 말해 주세요.
?* 혹시 {holiday} 날짜를 아세요?
?* 해마다 {holiday}은/는 몇 월 며칠이에요?
`;
