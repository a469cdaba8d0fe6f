/**
 * Beats: single sentences between the passages of a scene: small talk, gestures, and events elsewhere. Each has several
 * slots, so that the same sentence hardly ever comes twice.
 *
 *   remark     said by somebody: goes between quotation marks and before "said Nell"
 *   reply      what the other answers
 *   gesture    what somebody does with their hands
 *   meanwhile  what happens elsewhere in the school at that moment
 */
export const remarks = `
My $family kept a $creature in the $vessel, {and it outlived the $family|until the vicar came|and they were very much alike}
I would sooner {eat|kiss|share a bed with|be taught by} a $oddbeast than spend another afternoon $chore
I dreamed that I was {married to|being chased by|selling} $furniture, {and it rained|and nobody minded|in front of the whole school}
There is $thing in my {boot|pocket|soup|bed}, and {I did not put it there|it was not there yesterday|I am beginning to like it}
You look $simile, {if you do not mind my saying so|today|from behind}
If it is $food again I shall {write home|weep|eat it, but $adverb}
Somebody has been {keeping|hiding|washing} a $creature in $room, {and I know who|and it has been at the soap|and I think that is rather kind}
I once saw a $trade fall {off a bridge|into a tuba|in love}, and it sounded {just like that|like $noise}
When I am old I shall be a $trade and {wear nothing but $fabric|eat $sweet for breakfast|keep a $bird}
They say that there is $thing under {the third stair|every bed|the Headmistress's cushion}, {for luck|and one must never move it}
I have a {bruise|splinter|freckle} on my $bodypart in the shape of {a $bird|a teapot|Nether Pell}
I read in the library that {a $bird is lucky on a Monday|nobody has ever seen a $insect sneeze|a $trade invented $sweet}
That is {the wind|only a $bird|Doctor Moult}, or else it is {a $creature with a cold|something we have not been told about}
I am as $mood as a $creature in a $vessel
I have {lent|lost|promised} my {scarf|ruler|left glove} to {Petra|a first-year|the goat}, {and so I shall be cold until Sunday|and I do not expect to see it again}
There was a smell of $smell in $room {too|before breakfast}, and now it is here
We ought to {paint it $colour|give it to the $trade|ask the $bird}, and then {see who complains|run}
At home there is $tree, and {a $bird in it|I know every branch}, and I think about it in {Weatherwork|the bath|the evenings}
A person can get used to {anything except $chore|the dark|$drink, in the end}
I have counted, and it is {$number days since we had $sweet|$number weeks to the holidays|$number stairs more going up than down}
My $family says that {a cold $bodypart|a $bird in the house|an odd number of spoons} means {a letter|rain|a visitor who stays}
{Give me|Lend me|What I want is} $tool and {an hour|a dry cloth|somebody to hold the other end}, and I could {mend it|open that door|be home by Sunday}
Nobody ever {won a war|made a friend|found anything} by $chore
Last night there was $noise, then $noise, and after that {nothing|singing|$noise again}
It is a {poor|brave|strange} sort of $creature that is afraid of {a $insect|its own tail|$drink}
I could eat $food, and then $food, and {then lie down|then begin again}
If you hold a $colour {thread|bead|feather} up to the moon, {you can see who is thinking of you|it hums|nothing happens, but slowly}
He looks at me as if I were {a $insect|$thing|something in aspic}
I have been {a fool|up since five|thinking}, and {I am hungry|I want $drink|I should like to say so before I change my mind}
There was a $trade in {the village|our street|the train} who could {play the $instrument|swallow a lamp|cry} with {one hand|no warning whatever}
`;

export const replies = `
{So is|So was} my $family
That is {the $drink talking|not what the $trade said|how it begins}
{Have|Try} some $sweet. {It helps|You will see it differently}
{Only|Not} on a {Monday|Sunday|Thursday}
{You|They} said that about the $oddbeast
I {do not doubt it|have known it happen|should like to see that}, {and pass the $drink|and you might hold this|but mind your $bodypart}
{Hush|Wait}, {I can hear $noise|there is the $bird again}
That is {a $mood|the most $mood} thing to say {before breakfast|in $room|on a day like this}
And {I am|he is|she is} the {Queen of the $creature people|ghost of a $trade|$bird in the story}
{Well|Now}, {my $family would agree|it is $food, at any rate|it cannot be worse than $chore}
{Do not|Never} tell {my aunts|the first-years|anybody from the village}, or there will be {a song about it|$noise|no peace}
{Once|Twice}, in {October|the holidays|the $vessel cupboard}, and {never again|it was lovely}
Then you must {wear $fabric next to the skin|turn round $number times|ask the $trade}
`;

export const gestures = `
[A] $smallact, and [B] $smallact.
[B] {drew|scratched} a $creature {in the dust|on the wall|on the back of one hand} with $tool.
[A petname] had found $thing and {would not give it up|brought it to [B]|was showing it to nobody in particular}.
[A] {took out|found}, from the bottom of a pocket, $thing and {half a biscuit|a piece of $colour string|a very old toffee}, and gave the {better|larger} to [B].
[B] {had|was wearing} a {scarf|waistcoat|patch} of $colour $fabric that day, and {looked $mood in it|had been told so already|kept a hand on it}.
There was a smell of $smell, {and then of $smell|which always made [A] think of home|that came and went}.
[A] looked $mood. [B] looked {$mood too|the other way|at [A petname]}.
[B] sat down on $furniture, {and got up again|$adverb|and it creaked $simile}.
[A] {laughed|sighed|whistled} {$adverb|through [A his] teeth|$simile}.
[B] {offered|handed} round {the last of the $sweet|a flask of $drink}, and there was {just enough|a crumb left for [A petname]|a short, polite fight}.
[A] {rubbed|banged|was nursing} a sore $bodypart and {said nothing of it|did not look at [B]|thought of $food}.
For {a minute|some time} there was no sound but {$noise|the clock and $noise}.
[B petname] {chased|watched|made friends with} a $insect {up the wall|across the floor} and {lost it|was sorry afterwards|ate it}.
A $insect {walked|came} over [A's] sleeve, {stopped to think|changed its mind|considered the button}, and {flew|walked} off.
[A] {pulled on|had put on} a {$colour jersey|$fabric coat} over {everything else|[A his] nightshirt|the other one}, and {felt better|looked like a $trade}.
[B] was {humming|tapping out} the tune that {the $trade|the man with the $instrument|Mrs. Hobday} {sings|plays}, {a little flat|over and over|without knowing it}.
[A] {thought|was thinking} about $sweet, {and was ashamed|and then about $food|which was a mistake}.
[B] {kept|had} one eye on {the door|[A petname]|the window}, like a $trade {waiting to be paid|in a story}.
[A] was, just then, as $mood as [B] was $mood.
[B] {held|warmed} both hands round a mug of $drink, and the steam {went up straight|got into [B his] eyes}.
`;

export const meanwhile = `
Somewhere {above|below|behind the wall} there was $noise, and then {a voice said "Bother"|quiet|$noise}.
Through the window they could see $lookout, {small and clear|and Mr. Scrimshaw looking too|and beyond it $tree}.
A $bird {called|flew over|settled} {by $tree|from the roof of the glasshouse}, and {another answered it|was gone|nobody remarked on it}.
In $room somebody was {tuning|falling over|playing} a $instrument.
Mrs. Hobday was {making|boiling|burning} {$food|$sweet}, and {the whole stair knew it|it had got as far as the second landing}.
Far off the $instrument of the {ferryman|goose girl|sexton} was going, {sad and quick|two notes up and one down}, and it stopped {in the middle|as if somebody had shut a door on it}.
Two first-years went by with a $vessel between them and {something in it that moved|$cloth over it|guilty faces}.
There was a {draught|cold breath|gust}, and $book {fell off the shelf|turned over a page}, and it smelled of $smell.
Professor Calloway {ran|crept|went whistling} past after {the $oddbeast|a $creature}, with {$tool|a net and a bun|one shoe}.
Doctor Moult put his head in, {asked for the $trade|took [A] for a $trade|looked at the $vessel}, and {went away satisfied|was led out again}.
Under $furniture a {very small|$mood} $creature was {washing its face|eating the edge of a letter}.
Over the tarn went a $bird, low, {towards $tree|as if it had been sent for by the $trade|with a $insect in its beak}.
It {must have been|was} about $hour, for {the lamp in $room was lit|one could smell $food|the $bird had gone to roost}.
One of the first-years had been sent {$gift and $gift|$gift}, and was {hiding it|crying over it|trying to give it away} $corner.
On the sill stood a jar of $flower that {somebody had stolen for Miss Quince|had been there since Sunday|smelled of $smell}.
Captain the jackdaw {sat|was hopping about} on $furniture and said "Marmalade" {$adverb|to a $insect|with his mouth full}.
Comma had got {into|under} $furniture {again|after a $insect}, and Ottoline could be heard reasoning with him {$adverb|from a distance}.
A rag of $colour $fabric {hung|flapped} from {the weathercock|$tree}, and {it was said to be Lucian's|no one would own to it}.
`;
