/** Scenes where people meet: quarrels on the stairs, chores, the infirmary, the Headmistress's study. */

export const quarrel = `
@ L=Lucian A=student B=student
== meet
- It was Lucian's habit to {applaud when anybody dropped a thing|say people's names as if he were holding them up by one corner}. [A] had just {dropped an ink bottle|come last|been sick, in a bucket, out of doors}. "{Bravo|Do it again, I was not looking|One is never bored here}," [L says], and [B] put down {[B his] books|[B petname]} {with care|on the bench}.
- "You are in my place," [L says]. It was {a window seat like any other|the third stool from the fire}. [A] had been sitting there {since the bell|every day for a month}. {"I do not see your name on it," said [B]|[B] pointed out that a place was a place}. // "{It is on the window. My grandfather presented it|One does not write on things. One is simply known|You are not looking low enough}," [L says].
- Lucian Thripp was leaning on {the end of the banister|[A's] desk|the wall by the notice board}, with Marquis round his neck{ like a collar|, asleep}. "{Careful|Look who it is|I thought I could smell $smell}," [L says]. [L opinion] {he went on|he added}, when nobody answered.
- On the Bell Stair, where {there is no room to pass|the wall is wet}, they met Lucian coming down. {Neither would go back|He stood in the middle}. "{After me|I believe one keeps to the left, if one was properly brought up|Do mind my cuffs}," [L says].
- It began with {a scarf|a seat by the stove|the last of the $sweet|something said about goats|a marble}. By {the time the bell went|Tuesday} it was about {everything|who had whispered what to whom|whose fathers had what}, and [A] and Lucian were standing nose to nose {in the cloister|in the boot room, in a ring of boots|outside the Lamp Room}, {with a crowd|with only the clock looking on}.
- [L complaint] [L says], {as [A] went by|so that the whole passage could hear}. // "{Then move|Poor you|Write to your father}," [A says], {which was perhaps a mistake|without stopping}.
== fight 2
- "Say that again," [A says]. // "{I said nothing. I was talking to my marten|With pleasure. Which part|I never repeat myself. It spoils the effect}," [L says].
- "You are a {$insult|$insult and a $insult}, Lucian Thripp," said [B] loudly, "and {everybody knows it|your marten thinks so too|I have thought so since September}." // "{A what|At least I am a clean one|And you are standing on my foot}," [L says].
- [A] {went hot|counted to ten, and stopped at four|thought of something clever, as one does, about an hour too late}. What [A he] said was "{Well|Oh, go and comb something|At least I have friends}," and Lucian, for a moment, {looked as though it had hit him|had no expression at all}. Then he {laughed|took out the comb}.
- Marquis and [A petname] had {met already|opinions of their own}. There was {a hiss, a flash of white and a howl|a scuffle under the bench}, and {a silver button rolled down the passage|fur lay about like snow|they came out at opposite ends, each with a bit of the other}. "{Yours started it|He has had his supper, at any rate|Call her off}!" {cried Lucian|shouted [B]}.
- {"What is all this?"|"Indeed?"|A throat was cleared.} {It was Miss Quince, in her slippers|It was Professor Grice, and nobody had heard a key}. "{Two beans from each Hearth|You will both learn the word 'sorry' in four languages|I have seen geese settle it with more dignity}." // "{He began it|It was a discussion|I slipped}," they said together.
- [B] {stepped between them|said the thing that people say, that it was not worth it|took [A] by the sleeve}. [B advice] [B says].
== end
- {That was that, for the time being|Nothing more was said}. But [A] noticed that Lucian {ate alone that evening|had a letter with a black seal in his pocket, not opened|had stopped at the corner to see whether anyone was following, and looked sorry that no one was}.
- {"I hate him," said [A]|"One of these days," said [A]}. // "{No, you don't. You'd like to, and it's not the same|He has eleven chimneys and nobody to talk to|I know. Have a toffee}," [B says].
- Later [A] found {the marble|the scarf, folded|a toffee wrapped in silver paper} {on [A his] chair|in [A his] boot}. {There was no note|Nobody had signed it|It smelled faintly of hair oil}. {Across the hall Lucian was looking very hard at the ceiling|It was a curious sort of week}.
- {They did not speak for nine days|It lasted until the snow}. On the tenth {they were the only two who laughed at the same thing|somebody had to hold the other end of the ladder}, and it is hard to go on {hating|not speaking to} a person {after that|with whom you have been up a ladder}.
`;

export const chores = `
@ S=Mr._Scrimshaw A=student B=student
== set
- There was a {leak|wasps' nest|dead pike} in the boathouse, and [A] and [B], who had been {seen laughing|found in a boat without a reason}, were lent to Mr. Scrimshaw till it was {dealt with|buried}. "{I asked for two men and a boy|You'll have to do|Mind the wet}," [S says], and gave them {a bucket each|one pair of gloves between them}.
- Mr. Scrimshaw was on the landing stage, {mending a net with his teeth|caulking the ferry|looking at the place where a rowing boat had been}. He did not turn round. "{There's $chore after this|You're late, and you're the wrong ones|I'll have them boots off}," [S says]. [A] looked at [B]. {There was an afternoon gone|It smelled of fish and freedom}.
- For {being late|something to do with a bucket|laughing in Old Doors|letting out the hens}, [A] and [B] were given to Mr. Scrimshaw for the afternoon. "{Chore's $chore|There's $chore to be done|You'll be at $chore till I say}," [S says].
- Saturdays meant $chore. Mr. Scrimshaw {stood over them|sat on a barrel} with a {pipe that had not been lit since the war with the herrings|mug of something black}, and told them {what they were doing wrong|about the sea}. His wooden leg {whistled two notes|was quiet, for the wind had gone round}.
- The boathouse had to be {tarred|emptied|bailed out} before the {frost|regatta|inspectors}, and {[A] had been seen doing nothing|volunteers had been asked for, which is to say [A] and [B]}. It was {cold|dim and green} in there, and the tarn slapped under the boards.
== work 2
- [S maxim] [S says]. // "{Have you ever been shipwrecked|What does it mean|Is that a proverb}?" [A asks]. // "{Twice, and once on a Sunday|It means pull|It is now}," [S says].
- "I knew a man," [S says], "{that had a parrot what could tell the time|that sailed to the edge, and leaned over|as slept with his boots on for forty years}." // "{And what happened to him|What did he see|Why}?" [B asks]. // "{He was always early|Nobody asked him right, so he never said|So's to be ready. And then it came at bath time}," [S says].
- {They worked|So they set to|An hour passed}. [A's] hands were {blue|black|all splinters}, and [B] {whistled|had begun to enjoy it|complained without stopping, $adverb}. [B complaint] [B says]. Under the {third plank|last sack|oldest of the nets} they found $thing, and {Mr. Scrimshaw looked at it for a long time|nobody knew whose it had been}.
- "{You're doing that like a $trade|That's never a knot, that's a tangle with ideas|Them's not muscles, them's elbows}," [S says]. He {took the rope out of [A's] hands|showed them}, and his fingers, which were {like roots|as thick as pegs}, did something {quick and small|that they could not follow}, and it {held|was done}.
- [A petname] {fell in|stole the bait|sat on Mr. Scrimshaw's wooden foot and would not be moved}. "{He's no sailor|Leave it. Nobody else has sat there this ten years|Now there's a beast with sense}," [S says].
- [A opinion] [A says], {after an hour of it|resting on the broom}. // "{Aye|That's as may be|Who told you that was a rest}?" [S says].
== end
- At four he {looked at the sky, and let them go|gave them each a mug of tea with tar in it}. "{You'll do|I've had worse crews|There's some as never come back, and some as do it wrong, and you was in between}," [S says]. They were {absurdly pleased|too tired to speak}.
- It was {nearly dark|getting on for supper} when they had finished, and they stood back to look. {It was not straight, but it was done|There is a kind of happiness that smells of tar}. [A] {wiped [A his] hands down [A his] coat|said so}.
- "Same again {Saturday|tomorrow}," [S says]. "{If you was to laugh again|I've no objection to company|There's the other side yet}." His leg {whistled as he went up the path|whistled, and it sounded, just then, almost like a tune}.
`;

export const infirmary = `
@ D=Doctor_Moult A=student B=student
== bed
- It is the rule of the infirmary that one may not {whistle|get better without permission|talk after the lamp is out}. [A] had been there since {Sunday|the accident with the ladder}, {wrapped in $cloth|with [A his] head in a bag of herbs|flat on [A his] back}, and knew every crack in the ceiling. One of them was very like {Norway|Professor Grice|a $bird on one leg}.
- "It is only $illness," [A says], {hoarsely|with two thermometers in [A his] mouth}. "{I do not see why everyone is tiptoeing|Half the class has got it|You may come nearer, if you hold your breath}." [B] {sat on the very end of the bed|stood in the door, holding $gift}.
- [A] was in the infirmary with $illness. {The sheets were like paper|There were six beds, and five of them were empty}, and through the window one could see {the tops of the larches|exactly one chimney|a square of sky, $sky}. Doctor Moult {came twice a day, and each time introduced himself|took the temperature of the bedpost}.
- It was known by {noon|breakfast} that [A] had {gone down with $illness|fallen out of the hollow chestnut|drunk something in Kettlecraft that was only for dipping|been bitten by a $oddbeast}. [B] was allowed in {for ten minutes|because nobody had said no}, with $gift.
- There were {three|four} of them in the infirmary that week, and {they all had $illness|no two of them had the same thing}. [A] had the bed by the stove. {At night the stove talked|In the afternoons there was nothing to do but watch the dust}.
== visit 2
- "And how do we {feel|find ourselves}?" [D asks]. // "{Hot|Flat|Bored|As if I had been put away in a drawer}," [A says]. // "{Capital|Dear me|Ah! I thought it was the other leg}," [D says], and prescribed $cure.
- "What did I miss?" [A asks]. // "{Nothing. Petra broke a window, and Hugo was brave, and there was $sweet|Only that Professor Osk was so pleased that we all got sunburned|Half of one lesson. The other half was cancelled because of the goat}," [B says].
- [B] had brought {the homework|a drawing that everyone had signed|[A petname], inside a jersey}. "{You are not supposed to have that in here|Quick, under the blanket|They all send their love, except Lucian, who sends his regards}," [B says]. [A] {laughed until it hurt|was very nearly well on the spot}.
- [A complaint] [A says]. // "{That is a good sign|You cannot be very ill, then|It was worse for the other fellow}," [B says], and {ate one of [A's] grapes|sat on [A's] feet}.
- In the next bed {a first-year was crying, quietly, so as not to be a trouble|Hugo was explaining his symptoms to the ceiling}. [A] {told a story about $ghosttale|lent [A petname] for the night|reached across the gap and held out half a biscuit}, and after a time {it was quiet|there was a sniff, and a laugh in the middle of it}.
- [D maxim] [D says], {with a spoon in each hand|to [B], whom he took for the patient}. {It tasted of $smell|They both had to swallow it}.
- That night the fever made {the curtains walk|the clock count backwards|the ceiling come down to look}. Then there was somebody {very small|in felt slippers|with a lantern} beside the bed, and a {cool hand|cloth that smelled of lavender}. {In the morning [A] asked who had sat there. Nobody had, they said|"Hush," said somebody, and the walls went back to where they belonged}.
== end
- By {Thursday|the end of the week} [A] was up, {on legs like string|and two inches taller, or the bed was shorter}, and {ate $food for three|got a cheer in the Long Hall, from [A hearth] at least}.
- "You may go," [D says], "{when you have finished that|if you are the one with the foot}. {And come again|I shall miss you, Henry}." {[A's] name was not Henry|It was the third name that he had called [A him]}.
- "{Do not tell them that I cried|It was not so bad. There was the stove|I dreamed about a door}," [A says] on the stairs. // "{Who would I tell|Was it shut|You look like a candle}," [B says], and carried the bag.
`;

export const study = `
@ H=Headmistress_Marrow A=student B=student
== called
- {Nobody had sent for them|It was their own idea|No message had come}. They had gone up {by themselves|because [B] could not sleep for thinking of it}, and when the door opened [A] {forgot all the words|said it at once, before [A he] could think better of it}. The Headmistress {put down the lantern, to have both hands for listening|moved a cat off a chair}. "{I had hoped you might come|You have carried it up all those stairs. You had better set it down|Again, and this time breathe}," [H says].
- There were two chairs in the round study, and a third, smaller, that {is for whoever is being talked about|nobody has ever been seen to sit in}. [A] took one and [B] the other. Through the window one could see {rain coming over the hills|all of the valley, with its lamps|how small the school was}. "{Which of you is going to be brave|It was a very good window|Tell me about the swan}," [H says].
- They were sent for. {It was one hundred and eleven stairs to the round study, and there had been one hundred and ten the last time|A first-year brought the message, and ran}. The door was open. The Headmistress sat by the window with {her knitting in her lap|the lantern at her elbow|a cup of tea for each of them}. "{Sit down, my dears|Do come in. You will want to tell me about it|Mind the wool}," [H says].
- Headmistress Marrow did not {shout|frown|ask any questions}. She {looked at them over the needles|finished her row}. There is nothing so {hard to bear|loud} as that. "It was {me|us|an accident}," [A says], {before a word had been spoken|in a rush}.
- "I have had a {visit|letter|long talk} from {Professor Grice|Lucian's father|Mr. Scrimshaw|a swan}," [H says]. "{He was most eloquent|I should like to hear it from somebody shorter|Shall we begin with the ladder}?"
== talk 2
- [H maxim] [H says]. // {The lantern burned quite steadily, although the window was open|The clock under their feet went on|[B] looked at [A], and [A] looked at the carpet}.
- [A excuse] said [A], and stopped, because {it sounded thin|it was not true, and in that room one noticed}. "{No|At least|I mean}," [A says], "{I did it. I did not think, and then it was done|I wanted to see what would happen|I was frightened, and I did not like to say so}."
- "And what do you think should be done?" [H asks]. // {It was a dreadful question|Nobody had ever asked them that before|There was no answer ready}. "{We could mend it|We could say that we are sorry, to the swan|I could give back the beans}," [B says] slowly. // "{I think so too|That had not occurred to me, and it is better|It will take all of Saturday. I find that it generally does}," [H says].
- She asked about {home|the cat|[A's] $family|the thing that [A] had not told anybody}, as if {it were the only thing she had to do that day|she remembered it herself}. [A] {talked for a quarter of an hour|said more than [A he] had meant to}. The knitting grew by {a hand|an inch|nine rows}, {and the rain stopped|and the tea went cold|and nobody came to the door}.
- "Why do you carry a lamp in the daytime?" [B asks], and {then wished that [B he] had not|[A] kicked [B him]}. The Headmistress {laughed, which made her look about ten|considered it}. "{So that I can be found|Somebody gave it to me alight, and I have never liked to be the one who lets it go out|It is always dark for somebody}," [H says].
== end
- On the way down they {counted the stairs. There were a hundred and nine|did not speak}. "{She never even told us off|I would rather she had shouted|I feel as if I had been washed}," [A says].
- "That is all," [H says]. "{Take a biscuit|You may hold the wool for me until the bell|I am glad that it was you. Some people would not have come}."
- {They mended it|It was put right, by the two of them|Professor Twill lent them the good glue}. It was {never quite straight afterwards|better than before}, and whenever [A] {passed it|looked at it}, [A he] {felt the lantern on the back of [A his] neck|stood up straighter}.
`;
