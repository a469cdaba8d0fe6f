/** Lessons: one kind of scene for each subject, so that what goes wrong belongs to what is taught. */

export const weatherwork = `
@ T=Professor_Osk A=student B=student
== start
- There was a gale on the roof, and Professor Osk was {holding it by the collar|teaching it to sit}. "{Do not look him in the eye|He is only a young one|Come round this side}," he shouted. They crept out along the gutter to their places, [A] first, then [B], hand in hand, {with slates going by like plates|and the jugs were handed down the line}.
- {They were doing dew|That day it was dew|"Dew," said Professor Osk, and sighed with love}. It is {harder than rain, and nobody thanks you|the handwriting of the weather}. "{Small|Rounder|Each of them is to have the whole sky in it, upside down}," [T says], going along the parapet on his hands and knees {with a lens|in his wet coat}.
- Weatherwork was on the roof, {as always|whatever the weather, since the weather was the lesson}. Professor Osk stood by the chimney in a {coat that had never been dry|hat with a gutter round it}. "Today," [T says], "we shall {persuade a small cloud out of a jug|fold a breeze so that it fits in an envelope|ask the fog to come when it is called|thaw one icicle without waking the others|make a rainbow, and put it back}."
- "Gather round, and mind the {north wind|puddle|gutter}," [T says]. {They gathered round|Nobody wanted to be nearest|They shuffled closer}. There was {one jug|a basket with a lid|a row of glass bottles} for every two pupils, and in each of them something {grey|restless|white} went round and round, {$simile|looking for the way out}.
- Professor Osk was in a {good temper|bad temper|melancholy mood} that day, and so it {was sunny, in a circle about ten feet across|hailed|drizzled on the front row}. "{Jars on the wall|Wet your thumbs|Hats on}," [T says], "and let us have no {gales|shrieking|lightning} before eleven."
== middle 2
- [A] {took the lid off a finger's breadth|spoke to it as one speaks to a shy horse|blew across the top}, and out came {a very small cloud, no bigger than a bun|a thread of mist|a breath of air that smelled of $smell}. It {looked at [A]|hung there|went twice round [A his] head}. Then it {rained down [A his] neck|settled on [A petname]|sneezed}.
- "{Flatter it|Begin with a compliment|Tell it how well it looks}," [T says]. // "What {lovely edges you have|a good height you are|silver linings you have got}," said [A] to the cloud, feeling {silly|that somebody was listening}. The cloud {turned pink|grew a little|pretended not to hear}.
- [B] had {shaken the jar|asked twice|been thinking about dinner}. There was {a bang|a flash|a noise $simile}, and when they could see again, [B] was {wearing snow to the knees|standing in a small private gale|hanging by the collar from the weathercock}, and [T scold] [T says].
- [T maxim] [T says]. // Ottoline would have written it down; [A] {wrote it on a cuff|thought about it for nearly a minute|looked at the cloud, which seemed to agree}.
- "Please, sir, mine has {gone|gone into the chimney|got into [A's] sleeve|eaten the other one}," [B says]. // "{They will, if one shouts|Then it was lonely|You must have said something about hats}," [T says]. "{Leave the jug out overnight with a little warm milk|Whistle, but not a tune|Stand on the other side and look as if you did not care}."
- Far below, {Mr. Scrimshaw shook his fist at the sky|somebody took in the washing, put it out again, and took it in|the hens ran for shelter}, for it was raining {upwards|in one corner of the yard and nowhere else|frogs, though only a few}. "{Whose is that|Ah|Not bad}," [T says], looking over the edge. // "{Mine|I think it is mine|It was mine, and then it was everybody's}," [A says].
== end
- When the bell rang they were {all wet but [B]|blue with cold and very pleased|two clouds short}. [T praise] [T says], {looking at [A]|and it was to [A] that he said it}.
- "For next week," [T says], "{three pages on the manners of fog|bring a sound you are fond of, and a bottle to put it in|find out what the west wind is afraid of}." It thundered, {and he waved to it|in a friendly way}.
- [A] carried the jug down {as though it were asleep|under [A his] coat}, and all that evening there was {a tiny patter of rain in the dormitory|a rainbow over the washstand|a cool spot by the bed, which [A petname] kept putting a paw in}.
`;

export const mending = `
@ T=Professor_Twill A=student B=student
== start
- It was mending day for the whole school, and the queue {went twice round the loft|reached the coal bunker}. There were {kettles and kites|elbows and umbrellas}, and a first-year who had brought {her brother|a promise}. "{Sit, thread, breathe|One thing at a time, and the saddest first|I do not want to hear who did it}," [T says].
- "Today is glass," [T says], and {there was a groan|they all put their hands in their pockets}. On each bench lay {a window in a bag|the bits of a lamp|what had been a decanter}. "{It remembers being sand, and so it is easily discouraged|Count the pieces. Now count them again, for one of them is shy|It will cut you if you lie to it}."
- In the Mending Loft every shelf was full of {broken things with labels on|cups without handles and handles without cups|clocks that had lost heart}. "Take {one|something}," said Professor Twill, [T manner], "and find out where it {hurts|hurts, before you touch it|wishes to be joined}."
- Professor Twill gave each of them {a cracked plate|half a sock|a chair leg and no chair|a torn map of nowhere}, a needle, and {a reel of grey thread|as much spider silk as would go round a thumb|a pot of glue that was not to be smelled}. [T maxim] [T says].
- "There are four ways to mend a {broken cup|quarrel|window}," [T says], "and three of them are {lies|glue|to buy another}." {Nobody dared to ask about the fourth|[A] put up a hand, and took it down again}.
== middle 2
- [A] had {a music box with no tune in it|a doll with a cracked face|a kite that was afraid of heights|an umbrella that only opened indoors}. [A He] {turned it over|held it to one ear|set it on the table and looked at it}, and it seemed to [A] that it {sighed|looked back|was waiting to be asked}.
- The thread went in and out, {and the crack closed behind it like an eye|and [A] held [A his] breath|and it would not lie flat, and then it did}. "{Slower|Do not frown at it|Let it come to you}," [T says]. "You are not {rowing|digging|killing it}."
- [T scold] [T says] to [B], who {had done exactly that|pulled, and brought the table too|went red}. It took {scissors|two of them and a spoon|the rest of the lesson} to get it off again.
- "But how does it know where it was broken?" [A asks]. // "{How does your knee|The same way as you know where home is|When did it ever forget}?" [T asks], and {went on to the next bench|bit off the thread}. [A] {thought about that|looked at [A his] knee|rubbed [A his] elbow}.
- [B] mended {a jug|the spout of a teapot|a bell} so well that it {remembered everything that had ever been poured from it, and told them|rang when one looked at it|would not be parted from [B him]}. "{That is a little too well|One may overdo kindness|Tell it to stop, but gently}," [T says].
- At the next bench {Hugo had sewn himself to his own jersey|Lucian was paying somebody to thread his needle|Petra had broken hers again, to see if it would come out better}. [A] pretended not to see, {which is also a kind of mending|for fear of laughing}.
- "It was my {grandmother's|$family's}," [B says], very low, and put {a blue cup in three pieces|a spectacle case with the hinge gone|a small tin horse} on the bench. Professor Twill took the pins out of her mouth, which she {never did|did about once a year}. "{Then we shall take our time|Sit here by me|Good. It wants to be whole, and you want it whole. That is most of it}," [T says].
== end
- [T praise] [T says], holding it to the window, and one could see the seam, fine as a hair, {and golden|and straight|and it was the best part}.
- By the end of the lesson there were {nine things in the world that worked and had not|twelve mended plates and one mended quarrel}, and {only two people were bleeding|one chair that walked about}. "{Sweep up|Brooms, please|Every splinter}," [T says]. "{Crumbs of broken things are unlucky underfoot|Nothing goes in the bin. Nothing ever goes in the bin}."
- [A] kept the {end of thread|needle} and {wound it round a button|stuck it in [A his] collar}. It {came in useful sooner than [A he] thought|was still warm at supper}.
`;

export const doors = `
@ T=Professor_Grice A=student B=student
== start
- Somebody had been at the doors. {The seventh was ajar|They had all been painted pink|A chair stood against the nineteenth, from the inside}. Professor Grice did not {refer to it|raise his voice}. "{We shall have a test|I shall count to four|There will be no homework, since there will be no evening}," [T says].
- "Before you," [T says], "is a door. It is {shut|locked|not there}. {Why|Discuss|You have until the bell}." {Pens scratched|Nobody breathed}. [A] wrote {the date|'Because'|[A his] name, and looked at it}, and could see [B], across the aisle, {drawing hinges|chewing through a pencil}.
- {Nobody ran to Old Doors|There was no pushing outside the Door Room|It was very quiet on the way to Old Doors}. One walked, and one {knocked|wiped one's boots|breathed quietly}, and Professor Grice said "Come," and it was never clear {which of the twenty-six doors had let one in|whether he had meant one or the door}.
- "There are {eleven|nine|fourteen} wrong ways to open a door," [T says], "and in the last quarter of an hour I have seen {all of them|ten of them|a new one}." {He wrote them on the board. The chalk made no sound|Nobody looked at Petra}.
- The lesson was on {hinges|thresholds|keyholes|knocking|doors that are only painted on}. [T maxim] [T says], and twenty-six doors {stood a little straighter|clicked softly|listened}.
== middle 2
- [A] was given the {green door with the lion's head|low door with the iron bolt|blue door that smelled of the sea|glass door with frost on it}, and stood in front of it, and {did not know where to put [A his] hands|thought of nothing|felt it looking}. "Good morning," [A says] at last. The door {gave a sort of cough|unbent a little|opened by the width of a hand, and shut again}.
- "And what is behind it?" [T asks]. // "{A broom, sir|I think it is last Thursday, sir|A lot of coats, and then it gets cold}," [A says]. // Professor Grice {made a mark in his book|looked at [A] for a long moment|bowed slightly, but to the door}. "{Do not go in|Then shut it before the broom gets ideas|Quite so}," [T says].
- [T scold] [T says]. [B], who had {put a shoulder to it|used a hairpin|said please in the wrong tone}, {let go at once|stood there with the handle in [B his] hand|was already halfway through, and had to be pulled back by the belt}.
- The door that [B] opened gave on {a street in a town where it was evening|the inside of the grandfather clock|the Great Kitchen, where Mrs. Hobday said, "Shut that, there's bread rising," and did it herself|a beach, with one chair on it}. The air that came in smelled of $smell. They would all have liked to {stay|go and look}, and nobody did, {because of the look on Professor Grice's face|because the bell went}.
- "Please, sir," [A asks], "what happens if one {does not knock|opens two at once|goes through and it shuts}?" // The room was so quiet that one could hear {the keys not jingling|somebody swallow}. "{There was a boy called Ormerod,|In my own second year there were nine of us in the class, and}" [T says], "{and that is his satchel on the hook|and we leave a lamp lit for him|and at the end of it there were eight}." {He dusted his fingers|Then he talked about varnish}.
- {They practised knocking|The second half was knocking|"Knuckles," said Professor Grice}. There is the {doctor's knock|cousin's knock|knock of one who owes money}, the {landlord's|midnight one|polite one}, and the one that {nobody has ever refused|must never be used on a cupboard}. [B's] sounded $simile.
== end
- [T praise] [T says]. From Professor Grice {that was a brass band|it was worth two of anybody else's}, and [A] {went out of the room without touching the floor|told nobody, and was happy until supper}.
- When it was over they went out, {one at a time|on the sides of their feet}, and the last of them {closed the door as though it were asleep|heard it say, very low, "Thank you"|found $thing on the doorstep, and did not pick it up}.
- "Learn the {nine|seven} courtesies by Friday," [T says], "and {[B]|you at the back} will stay and apologise to the {door|hinge}." {It took a quarter of an hour. It was, [B] said later, quite a nice door|The door, it turned out, was not one to bear a grudge}.
`;

export const beasts = `
@ T=Professor_Calloway A=student B=student
== start
- They met in the yard, because the barn was {full of smoke|being sat on}. "{It is nobody's fault|He was startled|I have always said that straw was a mistake}!" called Professor Calloway from a window. "Form a ring! If you see a $oddbeast.b, {do not shout|look humble|lie down and think of something else}!"
- It was the week when the $oddbeast.b {sheds its skin|changes its name|chooses a mate}, and they had to keep {perfectly still|their voices down|one shoe off, as a mark of respect}. Professor Calloway had {not slept|a black eye|a tear on her cheek}. "{You will never see this again in your lives|It is the most beautiful thing in nature, bar the smell|Make room for the little ones}," [T says].
- Something in the Beast Barn was {screaming|singing|on fire, a little}. "{Take no notice|He only wants his breakfast|She does that when she is happy}!" cried Professor Calloway, {striding in with a bucket|backing out of a stall with her hat gone}. "Today we have the $oddbeast.b, and {I want a drawing with all its toes|one of them is going to choose each of you|nobody is to wear anything yellow}."
- Professor Calloway put a {basket|wet sack|large hatbox} on the table, and it {moved|hissed|purred}. "Hands flat," [T says], "no {whistling|buttons|sudden opinions}, and remember that the $oddbeast.b is {more afraid of you than you are of it, Hugo, though I see it is close|very sensitive about its ears|only venomous when it is teased}."
- There were {twelve|nine|twenty} of them in the straw, {no bigger than a fist|all asleep in one heap|looking at the class with interest}, and Professor Calloway introduced them by name. "This is the $oddbeast.b," [T says]. "{It lives on lamp oil and compliments|In the wild there are hardly any left, and all of those are rude|It remembers everyone who has ever been kind to it, and where they keep their toast}."
== middle 2
- [A] held out a hand. The $oddbeast.b {sniffed each finger in turn|climbed up [A his] sleeve and came out at the collar|sat down on the hand as if it had paid for it} and {went to sleep|bit [A him], but not hard|sang one note}. "{Oh|It is warm|It tickles}," [A says], and did not dare to {breathe|move} for the rest of the lesson.
- [T maxim] [T says]. // "{It has eaten my pencil|It is on my head, and I would like it not to be|Mine does not want to}," [B says]. // "{That means it trusts you|Then wait. Everybody wants to in the end|Give it the rubber as well, so that it has a balanced meal}," [T says].
- [T scold] [T says]. // "{It was looking at me|It had such a hungry face|I thought that it was the handle}," [B says]. The $oddbeast.b {licked its lips|looked the picture of innocence|turned its back on the whole class}.
- "What is it for?" [B asks]. // Professor Calloway {put down the bucket|stopped with a bottle in her hand}. "For?" [T says]. "{It is not for anything. It is for itself, like you|What are you for? There you are, then|It keeps the other things from thinking that they are the only ones}."
- {One of them got out|Then somebody left the gate unlatched|The lid had not been put on}. It went {up the curtain|through [A's] legs|along the rafters}, with {Professor Calloway|eleven people|Duchess the goat} after it, and was found {in the harness room, being stared at by a hen|in [B's] satchel, on top of the sandwiches|asleep in Professor Calloway's own hood}, {which was where it had started|where nobody had looked|eating a glove}.
- [A] drew it with {too many legs|great care|its mouth shut, since it would not keep it so}. "{What is that|Is that an eye|You have given it my nose}?" [B asks]. // "{It is thinking|That is its tail|It moved}," [A says].
== end
- [T praise] [T says]. [A] put the {drawing|feather|bandage} {in [A his] notebook|away with care}, and went to dinner smelling of $smell.
- When they left, it {waved, or scratched; it is hard to tell with a $oddbeast.b|put its nose to the bars and looked after [A]|was asleep}. "{I hope I get the same one next week|I should like to have one at home|I think it winked}," [A says].
- "Wash your hands," [T says], "{count your fingers|look in your hoods}, and anybody who {finds a sixth|has an extra one} is to bring it back {by four|before it has young}."
`;

export const kettlecraft = `
@ T=Doctor_Moult A=student B=student
== start
- The fires were lit when they came down, and Doctor Moult was {bowing to a retort|writing his own name on the board, to see if it looked right}. On every bench lay {a lemon, a nail and a feather|six jars with the labels soaked off}. "{One of these is harmless|We begin by guessing|I had a note of what it was for}," [T says].
- "What is the first rule of the kettle?" [T asks]. // "{Never leave it|Never answer it|Lid on, sir}!" they chanted. // "And the second?" // There was {a pause|some shuffling}. "{Run|It was torn off, sir|You said you would tell us when we were older}," [A says].
- Kettlecraft was {down forty steps|below the level of the tarn}, where the walls {sweated|dripped|were green}, and Doctor Moult was {looking for his spectacles|talking to the wrong class|asleep, standing up, with a ladle}. "Ah," [T says], "the {second|first|lower} year. Or is it the parents?"
- On the board was written: a {draught|brew|cordial} against {hiccups|gloom|losing one's gloves|bad dreams|being overlooked}. "It is quite {simple|safe|delicious}," [T says], "so long as one does not {sneeze|think of the word 'elephant'|stop in the middle}."
- "Take {six|four|nine} {cloves|leaves of mint|snail shells, empty, with the owner's consent}, {a spoonful of Thursday's rain|the peel of one lemon and the shadow of another|as much salt as a mouse can carry}," [T says], "and {warm it until it sighs|do not let it boil until it asks|stir it with something that belonged to your grandmother}."
== middle 2
- {Kettles were filled|Fires were lit|Lids were put on|They began}. Soon the cellar was full of steam, and in the steam one could see {only noses|the shapes of people one would have liked to meet|nothing but [B's] ribbon or somebody's ear}. [A's] kettle {ticked|muttered|hummed a hymn}.
- "{Mine has gone green|Is it meant to have a skin|Mine is looking at me}," [B says]. // Doctor Moult {bent over it|dipped in a finger and licked it|took off the lid and had a short talk with it}. [T praise] [T says].
- [T maxim] [T says], {to the coat rack|and put his sleeve in the burner|and for a moment looked almost clever}. [A] stirred {left, then right, then, to be safe, left|until [A his] arm ached|and counted under [A his] breath}.
- [T scold] [T says]. {It was too late|The warning came a moment after the spoon|But that was no help now}. [B] had {gone quite transparent from the neck up|begun to speak in rhyme|risen an inch off the floor, and then another|turned the colour of $food}. "{How do you feel|Can you hear me|Does it tickle}?" [A asks]. // "{Like a bell|Very well, and yet I cannot tell|As if I were about to remember something}," [B says].
- The kettle next to [A's] {blew its lid into the ceiling|put out four little legs and left|said a word that made Hugo cover his tortoise's ears}. "{Under the tables, all of you|Do not run, it smells fear|I wonder whose that was}," [T says]. It was {Lucian's, though he said it was Petra's|nobody's; it had been there since last year}.
- {They tasted it|Each took a sip, and looked at the others|There was a spoon for everyone}. It tasted of {$smell and peaches|the day before one's birthday|cold iron|being forgiven}. "{And do you still have the hiccups|And now, are you gloomy|What were we curing}?" [T asks]. // "{I never had|A little, but in a nicer way|I forget}," [A says].
== end
- [B] was given {an onion|a peppermint|a sheet of brown paper} to {hold|breathe through|look at} and was {quite well again by supper|all right, except on stairs, until Sunday}.
- "Bottle it, {label it|cork it|wish it good night}," [T says], "and tomorrow we shall find out {what it was|who dares}. {Has anybody seen my spectacles|I have enjoyed this so much, whoever you are}?" {They were on his forehead|They were in his other hand|Comma was wearing them}. {They generally were|[A] told him so, as somebody did every week}.
- That night the bottle on [A's] windowsill {shone a little|sang in its sleep}, and {nobody in the room had a bad dream|[A petname] sat in front of it till dawn}.
`;

export const wayfinding = `
@ T=Madam_Orrery A=student B=student
== start
- It was foggy, and so Madam Orrery took them out. "{Anyone can find the way when it is lying there|Shut your eyes, then you will not be distracted|Put out your hand. What is the air like on this side}," she said. They stood in the white, [A] and [B] and the rest, and could see {their own boots, and not both of those|nothing but the lights of her cloak, a long way up}.
- "Somebody has moved the west," [T says], and {her cloak went dark as far as the river|everybody looked at Jasper's chair}. On the great table all of the paper rivers {ran uphill|had come out in a rash}. "{It will have to be walked back|Boots|I want six strong people and somebody who can whistle}."
- "You are {lost, you are late, and you are facing south|too many, and one of you is chewing}," said Madam Orrery, without turning round. {She was quite right|It was how she said good morning}. On the floor of the Map Room lay {the whole valley, in chalk|a map so large that one walked on it in socks|a map of the school as it would be on Friday}.
- For Wayfinding they were to {cross Candlewood with their eyes shut|find the shortest way from the laundry to the truth|get from the Map Room to the glasshouse without using a door|draw the way home, and not leave out the parts they minded}. [T maxim] [T says].
- Madam Orrery gave each pair {a compass that pointed at whatever one wanted most|a ball of red wool|half of a map}, and {a bun, in case|no advice whatever|an hour}. "{Go|Be home by dark|If you meet yourselves, be civil}," [T says].
== middle 2
- [A's] compass pointed {straight at the kitchen|at [B]|to the north-west, where there was nothing but sky}. "{It is broken|How does it know|I was not even thinking of that}," [A says], and {went red|shook it|put a hand over it}.
- They had been walking for {an hour|some time} when they came to {a gatepost that they had come to before|the tree with the face, and it was a different face|a signpost with four arms, all of which said 'Back'}. "{We are going round in circles|It is left. I think that it is left|That is my own footprint, and I do not remember being so tired}," [B says].
- [A opinion] [A says], and {sat down on a stone|turned the map the other way up|licked a finger and held it to the wind}. // [B advice] [B says]. And so they {tried that|did the opposite, and it worked}.
- In the middle of Candlewood, where the trees {grow so close that their shadows are shared|lean together to listen}, they met {a badger, who would not be asked|an old woman with sticks, who pointed both ways at once|$villager, and asked the way, and were asked it back}. [A] {bowed|said good afternoon}, which is {in the Handbook|never wasted}.
- [T scold] [T says], {who was suddenly there|looking down from the wall above them}, with the {lanes|alleys} of her cloak all {shining|lit as if for a fair}. They had not {seen her come|known that there was a pond}.
- [B] drew it all with great care: {the bridge, the barn and the bull|the hill, the other hill, and the place where they had sat and eaten the bun}. [B He] left out {only the scale|the river, because it moved|the part where [A] had cried, or had a cold}.
== end
- They came out {at the kitchen door, at dusk, both scratched|exactly where they had gone in|on the wrong side of the tarn, and had to shout for the boat}. [T praise] [T says].
- "And what have you learned?" [T asks]. // "{To take two buns|That the wood goes on when one is not in it|That [B] walks faster when frightened}," [A says]. // "{Good|That will do|Then it was not wasted}," [T says].
- [A] kept the map. It was {wrong in nearly every place|not a good map}, but {the bun was in it, and the badger|when [A he] looked at it the whole day came back}.
`;
