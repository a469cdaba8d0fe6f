/** Sentences about adding and taking away, in words. The marks in front of the lines are explained in ../frame.ts. */

export const arithmeticFrames = `
== sum
> {a} 더하기 {b}은/는 {answer}이에요/예요.
! {a} 더하기 {b}은/는 {answer}이에요/예요.
! {a}에 {b}을/를 더하면 {answer}이에요/예요.
! {a}과/와 {b}을/를 더하면 {answer}입니다.
! {a}과/와 {b}을/를 합하면 {answer}이/가 돼요.
. {a}보다 {b}만큼 큰 수는 {answer}이에요/예요.
. {answer}은/는 {a}과/와 {b}으로/로 가를 수 있어요.
. {a}에서 {b}만큼 뛰어 세면 {answer}이/가 나옵니다.
! {a}하고 {b}을/를 모으면 {answer}이/가 돼요.
. {a} 더하기 {b}은/는 {answer}이다.
. {a}에 {b}을/를 더하면 {answer}이/가 된다.
. {a}과/와 {b}의 합은 {answer}이다.
. {b}에 {a}을/를 더해도 {answer}이다.
. {answer}은/는 {a}과/와 {b}을/를 더한 수이다.
. 덧셈을 해 보자. {a} 더하기 {b}은/는 {answer}이다.
. 칠판에는 {a} 더하기 {b}은/는 {answer}이라고/라고 적혀 있다.
. {a}부터 {b}만큼 더 세면 {answer}에 닿는다.
.* {a}에 {b}을/를 더한 값은 {answer}이에요/예요.
.* {a}에다가 {b}을/를 더하니 {answer}입니다.
.* 두 수 {a}과/와 {b}의 합을 구하면 {answer}이다.
.* {a}에 {b}을/를 보태면 {answer}이/가 된다.
? {a} 더하기 {b}은/는 얼마예요?
? {a} 더하기 {b}은/는 몇이에요?
? {a}에 {b}을/를 더하면 얼마예요?
? {a}에 {b}을/를 더하면 몇이 돼요?
? {a}과/와 {b}의 합은 얼마인가요?
? {a}과/와 {b}을/를 더하면 몇인가요?
? {a}과/와 {b}을/를 합하면 얼마가 됩니까?
? {a}보다 {b}만큼 큰 수는 무엇이에요?
? {a} 더하기 {b}, 얼마야?
? {a}하고 {b}을/를 모으면 몇이에요?
? {a} 더하기 {b}을/를 계산해 주세요.
? {a}과/와 {b}을/를 더한 값을 알려 주세요.
? 덧셈 문제예요. {a} 더하기 {b}은/는 얼마일까요?
? {a}에서 {b}만큼 뛰어 세면 몇이 나와요?
? {a} 더하기 {b}의 답은 무엇입니까?
?* {a} 더하기 {b}의 답을 알려 주세요.
?* {a}과/와 {b}을/를 더하면 얼마일까요?
?* {a}하고 {b}을/를 더하면 몇이 돼요?
?* 덧셈 문제예요. {a}에 {b}을/를 더하면 얼마인가요?
?* {a}과/와 {b}을/를 모으면 얼마예요?

== left
> {thing} {from}에서 {took}을/를 빼면 {answer}이/가 남아요.
. {thing} {from} 중에서 {took}을/를 친구에게 주면 {answer}이/가 남아요.
! {thing} {from}에서 {took}을/를 빼면 {answer}이에요/예요.
! {thing} {from}에서 {took}을/를 덜어 내면 {answer}이/가 남습니다.
. 누나가 {thing} {from} 가운데 {took}을/를 나에게 주면 누나에게는 {answer}이/가 남아요.
! {from}의 {thing}에서 {took}을/를 빼면 {answer}이/가 됩니다.
. 동생에게 {thing} {from} 중 {took}을/를 주었더니 {answer}이/가 남았어요.
. 가게에 {thing}이/가 {from} 있었어요. {took}이/가 팔려서 {answer}이/가 남았어요.
. {thing}이/가 {from} 필요한데 {took}만 있으면 {answer}이/가 모자라요.
. {thing} {from} 중에서 {took}을/를 친구에게 주면 {answer}이/가 남는다.
. {thing}이/가 {from} 있었는데 {took}이/가 없어졌다. 이제 {answer}이/가 남았다.
. 상자에 {thing}이/가 {from} 있다. {took}을/를 꺼내면 {answer}이/가 남는다.
. {thing} {from} 가운데 {took}을/를 나누어 주고 나니 {answer}이/가 남았다.
. {thing} {from}은/는 {took}보다 {answer} 더 많다.
. {thing} {took}에 {answer}을/를 더하면 {from}이/가 된다.
. {thing} {from}을/를 {took}과/와 {answer}으로/로 나누어 담았다.
. 책상 위의 {thing} {from} 중에서 {took}을/를 치웠더니 {answer}만 남았다.
. {from} 있던 {thing}이/가 {took} 줄어서 {answer}이/가 되었다.
.* {thing} {from}에서 {took}을/를 가져가면 남는 것은 {answer}이에요/예요.
.* {thing} {from} 중에 {took}을/를 잃어버려서 {answer}만 남았습니다.
.* 처음에 {thing}이/가 {from} 있었고, {took}을/를 빼서 {answer}이/가 되었다.
.* {thing} {from} 중에서 {took}이/가 사라지고 {answer}이/가 남았다.
? {thing} {from}에서 {took}을/를 빼면 몇 {unit}이/가 남아요?
? {thing} {from} 중에서 {took}을/를 친구에게 주면 몇 {unit}이/가 남아요?
? {thing}이/가 {from} 있었는데 {took}이/가 없어졌어요. 몇 {unit}이/가 남았어요?
? {thing} {from}에서 {took}을/를 덜어 내면 몇 {unit}이/가 남습니까?
? 상자에 {thing}이/가 {from} 있어요. {took}을/를 꺼내면 몇 {unit}이/가 남을까요?
? {thing} {from} 가운데 {took}을/를 나누어 주면 몇 {unit}이/가 남나요?
? {thing} {from} 중 {took}을/를 동생에게 주면 몇 {unit} 남지요?
? {thing} {from}에서 {took}을/를 빼고 남는 수를 말해 주세요.
? 가게에 {thing}이/가 {from} 있었어요. {took}이/가 팔리면 몇 {unit}이/가 남아요?
? 책상 위의 {thing} {from} 중에서 {took}을/를 치우면 몇 {unit} 남아요?
? {from}의 {thing}에서 {took}을/를 빼면 몇 {unit}입니까?
? {thing} {from} 중에서 {took}을/를 주고 나면 몇 {unit} 남아?
? 뺄셈 문제예요. {thing} {from}에서 {took}을/를 빼면 몇 {unit}이/가 남을까요?
? {from} 있던 {thing}이/가 {took} 줄면 몇 {unit}이/가 돼요?
? {thing} {from} 중에 {took}이/가 없어지면 몇 {unit}이/가 남아?
?* {thing} {from}에서 {took}을/를 빼면 몇 {unit}이/가 남나요?
?* {thing} {from} 중에서 {took}을/를 꺼내면 몇 {unit}이/가 남아요?
?* 책상 위의 {thing} {from}에서 {took}이/가 없어지면 몇 {unit}이/가 남습니까?
?* {thing} {from} 가운데 {took}을/를 동생에게 주면 몇 {unit}이/가 남을까요?
?* 뺄셈 문제예요. {thing} {from} 중 {took}을/를 덜어 내면 몇 {unit} 남아요?
`;
