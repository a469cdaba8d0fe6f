/**
 * The cast sheets: what each person of Larkhollow is like, keeps, says and does with their hands.
 *
 * "== name | kind | pronoun", then facts ("pet: …") and lists ("manner:" and a line for each). [I] is the owner.
 *   manner     goes after "said Nell, "            opinion   a remark on anything
 *   complaint  a grumble                           joy       a cry of delight
 *   excuse     why it was not me                   advice    what a friend is told
 */
export const castSheets = `
== Nell | student | she
full: Nell Harrow
hearth: Kettle Hearth
home: the lighthouse at Gull Point
pet: a three-legged cat called Soot
petname: Soot
looks: small and brown and watchful, with a plait that came undone by noon
fear: moths
treasure: her grandfather's brass telescope
manner:
- biting the end of her plait
- who had been counting the stairs
- looking out of the window for a sail that was not there
- in the flat voice she kept for emergencies
- without looking up from her {bootlaces|boots|toast}
- folding her arms
- as if it were a matter of tides
- rubbing the salt stain on her sleeve
- after thinking about it for exactly as long as it deserved
- who liked to know where the doors were
opinion:
- "At home you would never leave a rope lying like that,"
- "There are ninety-one stairs, and the sixtieth is loose,"
- "It is no use being clever at the wrong end of a thing,"
- "My grandfather says fog is only weather that cannot make up its mind,"
- "If it makes a noise, it is alive, and if it is alive, it is hungry,"
- "I would rather know something horrid than wonder about it,"
- "Somebody always knows. You just have to find out who never gets asked,"
- "A lamp does not care who lit it,"
- "I counted them twice, and there is one too many,"
- "Nobody looks up. That is what I would do, if I were a thief: I would be up,"
- "You can tell a lot about a person by how they shut a door,"
- "When the gulls go inland, you tie everything down,"
complaint:
- "I have sand in my boots, and there is no sand within forty miles,"
- "My plait is wet, my socks are wet, and I believe my {bones|elbows|thoughts} are wet,"
- "That is the third time this week somebody has moved the stairs,"
- "I was nearly asleep. I was so nearly asleep,"
- "It was my turn for the {window|armchair|good blanket},"
- "I do not see why it is always us who have to carry the ladder,"
joy:
- "Oh, well done! Oh, well done, everybody!"
- "There! I knew it would hold!"
- "Look at it go! It is like a boat!"
- "That is the best thing I have seen since the whale!"
excuse:
- "I was only looking,"
- "The cat got there first,"
- "It was open when I came, and I shut it, and that is all I did,"
- "I was counting, and you must not interrupt a person who is counting,"
advice:
- "Walk as though you had been sent,"
- "Put it back before it is missed, and then it was never gone,"
- "Tell the truth, but start with the dull part,"
- "Hold the lamp low. People only look at the height of their own eyes,"
- "Do it now, while you are still cross. It will be harder when you are sorry,"

== Jasper | student | he
full: Jasper Quill
hearth: Kettle Hearth
home: a tall thin house over his mother's bakery in Market Saddle
pet: a ferret called Biscuit
petname: Biscuit
looks: all elbows, with ink on his chin and crumbs wherever crumbs can go
fear: being left out of things
treasure: a map he had drawn himself and mostly made up
manner:
- with his mouth full
- waving a spoon
- who had never in his life told a story the same way twice
- lowering his voice until only half the room could hear it
- hunting through his pockets for something to eat
- with enormous dignity
- rocking his chair on two legs
- and several people moved their {cups|plates|elbows} out of the way
- counting the points off on inky fingers
- beaming at everybody
opinion:
- "It was the size of a horse. It was the size of two horses, one on top of the other,"
- "My uncle once ate nineteen dumplings and was perfectly all right, apart from the shouting,"
- "If I had a bun for every time I was blamed, I should have enough buns,"
- "I am not frightened. I am only standing behind you because of the draught,"
- "You cannot prove it was a ghost, and you cannot prove it was not, so it was,"
- "A plan is just a story that has not happened yet,"
- "There is always a secret passage. It is a question of pushing things,"
- "I have an idea, and this one is nothing like the last one,"
- "Nobody was ever expelled on a Thursday. You can look it up,"
- "I thought of that first. I only did not say so,"
- "Everything is better with gravy, including history,"
- "I did not fall off. I got down quickly,"
complaint:
- "I have had nothing to eat since breakfast, except lunch,"
- "Biscuit has eaten my homework, and for once I mean it,"
- "My chair is the one with the short leg again,"
- "This is how people die, you know. Slowly, in lessons,"
- "They have given me the small potato. Look at it. It is practically a pea,"
- "I was telling that story, and you have told the end of it,"
joy:
- "Did you see that? Tell me somebody saw that!"
- "I take it all back! It is the best school in the world!"
- "Pudding! There is going to be pudding!"
- "I meant to do that! I want it written down that I meant to do that!"
excuse:
- "It came off in my hand,"
- "I was nowhere near it, and anyway it was cracked already,"
- "Biscuit thought it was a sausage. It looked very like a sausage,"
- "I was told to. I do not say by whom, but I was told to, by somebody, in a dream,"
advice:
- "Deny everything, and then cry,"
- "Never run on an empty stomach. Never do anything on an empty stomach,"
- "If you are going to be late, be very late, and then they are only glad you are alive,"
- "Smile, and keep walking, and if anybody asks, you have a note,"
- "Say sorry first and find out why afterwards. It saves time,"

== Ottoline | student | she
full: Ottoline Vane
hearth: Lantern Hearth
home: a house full of clocks in the city
pet: a hedgehog called Comma
petname: Comma
looks: tidy as a new pencil, with round spectacles and a ribbon that matched her hearth
fear: getting an answer nearly right
treasure: a notebook with a lock, in which she kept the truth about everybody
manner:
- pushing up her spectacles
- who had looked it up
- writing it down as she spoke
- in the tone of a person reading from the Handbook
- straightening a row of pencils
- with one finger in her book to keep the place
- and shut her notebook with a snap
- who disliked the word "probably"
- polishing her spectacles on her ribbon
- not quite managing to sound modest
opinion:
- "Rule {nine|thirty-one|forty-four|sixty} of the Handbook says quite clearly that we may not,"
- "There are three possibilities, and two of them are silly,"
- "It is spelled with a double l, and it is not in the {cupboard|cellar|soup},"
- "I do not guess. I conclude,"
- "That is not evidence. That is only a feeling with a hat on,"
- "One ought to read the instructions before the explosion, not after,"
- "If everybody kept a list, nothing would ever be lost,"
- "The word you want is 'therefore',"
- "I have read about this. It ends badly on page ninety,"
- "A fact is a fact even if nobody likes it,"
- "You have left out the most important part, which is the time,"
- "I could be wrong. I should like to see it happen, for the interest of the thing,"
complaint:
- "Somebody has bent the corner of my page,"
- "How is one supposed to think in this noise?"
- "I had a system, and now the system has jam on it,"
- "That clock is four minutes slow and nobody in the building minds but me,"
- "I asked a perfectly reasonable question, and they all groaned,"
- "They have shelved it under the wrong letter. On purpose, I should think,"
joy:
- "It is exactly as the book said! It is exactly as the book said!"
- "I was right! I mean, we were right, but I was right first!"
- "Look, it balances! It balances to the last bean!"
- "Oh, how perfectly regular!"
excuse:
- "Strictly speaking, the rule says 'corridor', and this is a landing,"
- "I was conducting an experiment,"
- "I did read the notice. I simply read it as advice,"
- "I was there, but I was there for a reason,"
advice:
- "Begin at the beginning, and leave out the part about the goat,"
- "Write it down tonight, before you improve it,"
- "Ask her a question she can answer. People forgive anything after that,"
- "Check it once more. One always thinks there is no need, and there always is,"
- "Make a list. Then do the thing at the bottom, because that is the one you are afraid of,"

== Bram | student | he
full: Bram Tolliver
hearth: Anvil Hearth
home: a sheep farm in the Upper Fells
pet: a goat called Duchess
petname: Duchess
looks: large and slow and fair, like a barn door with a kind face
fear: speaking in front of people
treasure: the horn-handled knife his father had carved with
manner:
- going red to the ears
- after such a long time that they had forgotten the question
- who was whittling a {spoon|sheep|whistle|duck}
- to the floor
- in his slow hill voice
- picking {straw|shavings|burrs} off his jersey
- and moved the heavy end without being asked
- scratching [I pet] between the ears
- who did not waste words, having been brought up with sheep
- with the beginning of a smile
opinion:
- "Sheep would have more sense,"
- "You don't shout at a thing to make it grow,"
- "It'll snow. My thumb says so,"
- "There's no harm in him. He's only never been told no,"
- "She only bites folk who hurry,"
- "Best leave it till morning. Most things are smaller in the morning,"
- "I could mend that. I don't say it would be pretty,"
- "My gran talks to the bread. It's good bread,"
- "Somebody ought to sit with him a bit,"
- "A gate's only as good as the one who shuts it,"
- "I like it up here. You can hear yourself not talking,"
- "It isn't lost. It's only somewhere we're not looking,"
complaint:
- "These desks are made for smaller folk,"
- "She's eaten my scarf. She's eaten the one my mam knitted,"
- "There's a deal too many stairs in this place,"
- "I'd sooner be outside,"
- "They all looked at me,"
- "I had it right in my head. It came out sideways,"
joy:
- "Well! Well, now! That's a grand thing!"
- "By the fells, it worked!"
- "Would you look at her! She's up! She's on her feet!"
- "That's the bonniest thing I ever saw!"
excuse:
- "I only leaned on it,"
- "Duchess opened it. She's good with latches,"
- "I thought it was a small one,"
- "I was holding it up. I daren't let go,"
advice:
- "Stand still. Let it come to you,"
- "Eat something first,"
- "Say it plain, and then stop,"
- "You needn't win. You need only not fall over,"
- "Sleep on it. Then see if it's still there,"

== Lucian | student | he
full: Lucian Thripp
hearth: Loom Hearth
home: Thripp Towers, which had eleven chimneys and only two people in it
pet: a white marten called Marquis
petname: Marquis
looks: pale and combed, with silver buttons and a way of looking at things as if they had been left out in the rain
fear: that his father would hear of it
treasure: a silver comb with somebody else's initials on it
manner:
- running the silver comb through his hair
- to nobody in particular
- with a yawn
- examining his {cuffs|buttons|fingernails}
- who had a way of leaning on other people's chairs
- in a voice meant to be overheard
- and brushed some dust off his sleeve that was not there
- as though he were tipping a waiter
- without troubling to lower his voice
- smiling with half his mouth
opinion:
- "My father owns a better one, and keeps it in the stables,"
- "I suppose some people like that sort of thing,"
- "One can always tell who was brought up over a shop,"
- "I should have won, if I had been trying,"
- "At home we have a man who does that,"
- "How very brave of you to wear it,"
- "I did not lose it. I stopped wanting it,"
- "They ought to charge for admission. Or pay people to come in,"
- "I don't see why there should be a queue with me in it,"
- "I could tell you who did it, if I were the sort of person who told,"
- "It is only a game. I would say so even if we had lost,"
- "You have egg on your chin. No, the other one,"
complaint:
- "This soup has been looked at by a goat,"
- "I asked for the blue one. I was quite distinct,"
- "There is a draught, and it is following me,"
- "Somebody has breathed on my buttons,"
- "My father will write to somebody about this,"
- "They put me next to the fern again,"
joy:
- "Ha! I mean, that was tolerable,"
- "Did you see? I hope somebody important saw,"
- "Well, of course it worked. I did it,"
- "That will look very well in a letter,"
excuse:
- "I was holding it for a friend,"
- "It was like that when I paid for it,"
- "I cannot be expected to know what is under my own bed,"
- "Marquis is a highly strung animal,"
advice:
- "If you must do it, do it in gloves,"
- "Never apologise on a staircase,"
- "Pretend you meant it. Everybody else does,"
- "I would not go in there. I am not saying why,"
- "Blame the ferret. Everyone will believe it of the ferret,"

== Petra | student | she
full: Petra Skell
hearth: Loom Hearth
home: a canal boat that was never in the same place twice
pet: a one-eyed jackdaw called Captain
petname: Captain
looks: broad and freckled, with a bandage somewhere and a voice that could cross a lake
fear: sitting still
treasure: a stilt with a bite taken out of it
manner:
- much louder than was needed
- thumping the table
- who had a fresh bandage on her {thumb|knee|nose}
- already halfway through the door
- hopping on one leg to lace her boot
- with a grin that showed the gap in her teeth
- banging somebody on the back
- who thought that whispering was bad for the throat
- and her jackdaw repeated the last word
- throwing an apple from hand to hand
opinion:
- "Up at six, twice round the tarn, and nobody would be ill,"
- "You have to fall off eleven times before you are any good. I have it from a man who fell off twelve,"
- "There is nothing wrong with him that a good shove would not cure,"
- "I like a wet pitch. It sorts out the poets,"
- "Never look at your feet. They know where they are,"
- "If it can be lifted, it can be thrown,"
- "We did not lose. We ran out of time while winning,"
- "On the boat, if you want a thing done, you sing at it,"
- "I never saw the use of a wall you could not climb,"
- "It only hurts if you stop,"
- "A captain eats last, and I want everybody to notice I am doing it,"
- "Thinking is all very well, but it does not get the boat through the lock,"
complaint:
- "I cannot sit here. My legs are going to sleep without me,"
- "They have locked up the stilts. What do they think stilts are for?"
- "Captain will not say anything but 'marmalade', and I spent all summer on him,"
- "I have to write two pages about moss,"
- "It is only a small fracture,"
- "They say I was shouting. I was talking, with enthusiasm,"
joy:
- "Up the Looms! Up, up, up!"
- "Now that is what I call a bounce!"
- "Do it again! Do it again, and higher!"
- "Hah! Right through the arch, and the lamp still burning!"
excuse:
- "It was in the way, and I was going fast,"
- "I was practising,"
- "I did say 'mind out'. I said it as I landed,"
- "That window has always been weak,"
advice:
- "Knees bent, eyes up, and yell,"
- "Go at it. It is more afraid of you, unless it is a {goose|swan|teacher},"
- "Hit it once, hard, and then be nice to it,"
- "When in doubt, run. You can doubt while you run,"
- "Fall sideways. Nobody ever broke a sideways,"

== Hugo | student | he
full: Hugo Bell
hearth: Anvil Hearth
home: his aunts' house in Little Saddle, where there were four aunts and one bathroom
pet: a tortoise called Lightning
petname: Lightning
looks: round and anxious, in three jerseys, one on top of the other
fear: nearly everything, beginning with the dark and ending with soup
treasure: a box of cough lozenges for every kind of cough
manner:
- and hiccupped
- pulling his jersey over his chin
- from behind somebody larger
- in a very small voice
- offering everybody a lozenge
- who hiccupped whenever he told a lie, and sometimes beforehand
- looking over both shoulders at once, or trying to
- counting his buttons to make sure
- holding on to [I petname] for comfort
- with the courage of despair
opinion:
- "My aunts say you can catch it from doorknobs,"
- "I think we ought to go back. I thought so before we came,"
- "I am not saying anything is behind us. I am only asking if you would look,"
- "It is always the third person who gets eaten, and I am third,"
- "Somebody is breathing. I know I am, but I mean somebody else,"
- "I do like it here. I only wish there were less of it,"
- "You get used to being frightened. It is like jerseys,"
- "If I faint, I should like it to be towards the cushions,"
- "Four aunts cannot all be wrong. They have tried,"
- "I have never been brave on purpose,"
- "I wrote my name in all my clothes, so that they can send me home,"
- "Things are usually not as bad as I expect, but you cannot count on it,"
complaint:
- "I have a pain. It moves about,"
- "There was something in my slipper, and now it is in the other one,"
- "Nobody told me there would be heights,"
- "It is either dust or a spider, and I breathed it in,"
- "Lightning has run away again. He has got as far as the rug,"
- "I think my ears are different sizes today,"
joy:
- "I did it! I did it, and I had my eyes open!"
- "Oh, I say! Oh, I say, it likes me!"
- "Nobody died! Not one of us!"
- "I must write to my aunts! To all of them! Separately!"
excuse:
- "I was asleep. I was very asleep,"
- "I only touched it to see if it was hot,"
- "I thought that was the bell. I think everything is the bell,"
- "I did not scream. It was a hiccup, and it got away from me,"
advice:
- "Take a spare sock. Nobody ever regretted a spare sock,"
- "Count to ten, and if it is still there, count to twenty,"
- "Hold somebody's hand. They need not know why,"
- "If you are going to be sick, face the wind. No, the other way,"
- "I find it helps to hum,"

== Professor Osk | teacher | he
subject: Weatherwork
room: the Weather Roof
looks: a long damp man with eyebrows like wet moss, whose moods came out as weather
manner:
- wringing out his {sleeve|hat|beard}
- and a small cloud formed over his left shoulder
- as a puddle spread about his boots
- peering at the horizon
- and somewhere far off it thundered in agreement
praise:
- "A very respectable drizzle,"
- "I have been rained on by experts, and that was nearly as good,"
- "Five beans, and somebody fetch a mop,"
scold:
- "Who left the north wind on?"
- "That is not a breeze. That is a lawsuit,"
- "Put down the lightning. Put it down by the handle,"
maxim:
- "Weather is only the sky thinking aloud,"
- "You do not command a cloud. You flatter it,"
- "There is no bad weather, only bad manners,"
- "Ask the wind politely, and never ask it twice,"

== Professor Twill | teacher | she
subject: Mending
room: the Mending Loft
looks: a brisk little woman with pins in her mouth and a thimble on every finger of her left hand
manner:
- through a mouthful of pins
- threading a needle without looking at it
- tapping with her thimbles
- and bit off the thread
- looking at the {seam|crack|hem} as if it had confessed
praise:
- "That will outlast the person wearing it,"
- "Neat. I do not say that often, because it is not often true,"
- "Four beans. It would have been five, but for the knot,"
scold:
- "You have mended it to the table,"
- "A stitch is not a punishment,"
- "Do not tug. It is a cup, not a tooth,"
maxim:
- "Everything that breaks is trying to tell you where it was weak,"
- "Mend the hole and not the stocking,"
- "A thing well mended has two stories instead of one,"
- "Never hide a seam you are proud of,"

== Professor Grice | teacher | he
subject: Old Doors
room: the Door Room, which had twenty-six doors and only one way out
looks: a narrow man in black, with forty keys on his belt and not one of them allowed to jingle
manner:
- closing his eyes as if in pain
- so quietly that everybody leaned forward
- turning a key over and over in his long fingers
- and three doors shut themselves
- looking at the clock, which hurried up
praise:
- "Adequate,"
- "I have seen it done worse, and by people I respected,"
- "Two beans, and do not let it make you noisy,"
scold:
- "One knocks. One does not batter,"
- "That door was older than your family, and better behaved,"
- "If I wish to hear a stampede, I shall visit a plain,"
maxim:
- "A lock is a question. A key is only one of the answers,"
- "Every door has a side it prefers,"
- "Never open what you are not prepared to close,"
- "A door remembers every hand that ever touched it,"

== Professor Calloway | teacher | she
subject: Small Beasts
room: the Beast Barn
looks: a sunburnt, cheerful woman with one sleeve burned off and something asleep in her hood
manner:
- with something wriggling in her pocket
- sucking a bitten finger
- hauling a bucket in each hand
- delighted
- as a small head looked out of her collar
praise:
- "Look, it is purring! You have the touch,"
- "Six beans, and you may keep the feather,"
- "Splendid! It hardly bled at all,"
scold:
- "Gently! You would not like it if you had a tail,"
- "Who has been feeding them toffee?"
- "We do not bite back,"
maxim:
- "Nothing is ugly at breakfast time,"
- "Never stand between a creature and its dinner,"
- "If it looks like a stick, ask it twice,"
- "They are all afraid of something, and so are you, so begin there,"

== Doctor Moult | teacher | he
subject: Kettlecraft
room: the Still Cellar
looks: a soft, shedding sort of man who could never find the spectacles on his own forehead
manner:
- patting all his pockets in turn
- who had put his pen in the beaker again
- stirring his tea with a thermometer
- gazing fondly at the wrong pupil
- and forgot the end of the sentence
praise:
- "Capital! And what was it meant to be?"
- "It has gone the right blue, or I have,"
- "Three beans. Or was it thirteen? Let us say three,"
scold:
- "Do not lick the spoon! I licked it in my second year, and I was a teapot until Easter,"
- "That bubbling is not a good bubbling,"
- "Somebody has labelled the labels,"
maxim:
- "Stir left for sorrow and right for supper,"
- "A watched pot is a well-behaved pot,"
- "There is nothing so bad that a lid will not help,"
- "Patience is the one ingredient you cannot buy in the village,"

== Madam Orrery | teacher | she
subject: Wayfinding
room: the Map Room
looks: a stately person in a cloak sewn all over with streets, who had never been lost and rather missed it
manner:
- unrolling a map with her foot
- drawing the road in the air with one ring
- as the streets on her cloak lit up one by one
- facing north from habit
- and every compass in the room turned to look
praise:
- "You were lost in exactly the right place,"
- "Five beans, and a bean for the dog who helped,"
- "A lovely straight line, considering the cow,"
scold:
- "Left, child. The hand with the thumb on the right,"
- "You have led four people into the pond,"
- "One does not fold a map. One persuades it,"
maxim:
- "The shortest way is the one you will remember,"
- "Nobody is lost who knows what they are looking for,"
- "A map is a promise that somebody once came back,"
- "Turn round often. It looks different on the way home,"

== Headmistress Marrow | staff | she
room: the round study at the top of the clock tower
looks: very tall, very old and very calm, with a lit lantern in her hand even at noon, and eleven yards of grey knitting over her arm
manner:
- without dropping a stitch
- and the whole hall was quiet
- holding the lantern a little higher
- as kindly as if she had not heard
- beginning a new row
maxim:
- "I find that most things are sorry, if one waits,"
- "We shall not punish anybody for telling the truth. We shall only ask for all of it,"
- "Courage is mostly a matter of having been seen,"
- "A school is a house that believes in other people's children,"
- "There is always one more stair than you think, and it is always you who finds it,"

== Mrs. Hobday | staff | she
room: the Great Kitchen
looks: wide and floury, with forearms like loaves and a wooden spoon she called the Persuader
manner:
- slapping dough on the board
- pointing the Persuader at them
- wiping her hands on her apron
- with her head in the oven
- cutting {bread|cheese|cake} without seeming to notice that she did it
maxim:
- "Nobody thinks straight on an empty plate,"
- "I don't ask questions. I ask who is washing up,"
- "There is no sorrow that is not better for a dumpling,"
- "What's in the pot is between me and the pot,"

== Mr. Scrimshaw | staff | he
room: the boathouse
looks: a salt-dried old man with a wooden leg that whistled when the wind was in the east
manner:
- and his wooden leg whistled
- spitting a nail into his palm
- coiling a rope as he spoke
- squinting at the tarn
- who had been to sea, or said so
maxim:
- "Rope don't lie,"
- "I seen worse, and I was sat on it,"
- "Them as can't swim should learn to float, and them as can't float should learn to listen,"
- "Never trust a calm, a cousin or a Wednesday,"

== Miss Quince | staff | she
room: the library
looks: a grey wisp of a woman in felt slippers, who had not raised her voice since the fire
manner:
- in a whisper you had to lean in for
- laying a finger on her lips
- blowing dust off a spine
- appearing between two shelves
- who could hear a page being turned down three rooms away
maxim:
- "Books are quite alive. They only hold very still,"
- "It is not lost. It is misfiled,"
- "The answer is generally in the book next to the one you wanted,"
- "One may run from a fire. One may walk briskly from a flood,"

== Tuffet | hob | he
full: Tuffet
room: the warm place behind the third oven
looks: no bigger than a teapot, with a face like a baked apple and a knitted tea cosy for a hat
fear: being thanked
treasure: a thimble of the first Headmistress's silver
manner:
- from inside the tea cosy
- counting the spoons
- as grumpily as he knew how
- with butter on his whiskers
- banging a lid
- who would not be hurried by anybody under three hundred
- folding his arms over his stomach
- polishing a spoon on his own elbow
opinion:
- "Twelve dozen spoons on Monday, and eleven dozen and nine today. I name no names,"
- "In my day children were smaller, and fell down less stairs,"
- "A house that is not swept at night wakes up cross,"
- "Mice have manners. It is the ferrets that have none,"
- "You don't thank the stove, do you? Well, then,"
- "I have seen nine Headmistresses and one wall fall down, and I swept up after all of them,"
- "Hob's honour, I never left this oven, except when I did,"
- "Things talk at night. Cups mostly complain,"
- "Whoever broke the blue jug is going to feel much better when they have told me,"
- "Butter to the edges. I don't ask for much. To the edges,"
advice:
- "Leave it on the hearth and don't look back,"
- "Don't you go thanking me,"
- "Ask the broom. The broom gets everywhere,"
- "Look low, look late, and look where it's warm,"
- "Say what you broke, and say it to the one it belonged to,"
complaint:
- "Somebody has been standing on my crumbs,"
- "There's a draught under the dresser you could sail a boat on,"
- "Three hundred years I've kept this floor, and not one of you wipes your left foot,"
- "I was thanked twice last week. I had to lie down,"
joy:
- "Now that is a crust! That is what I call a crust!"
- "Every spoon! Every spoon is home!"
excuse:
- "I was never there, and besides, it wanted polishing,"
- "Mended itself, I shouldn't wonder. Things do,"
`;
