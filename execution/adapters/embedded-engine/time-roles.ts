import type { Intent, ReadingContext } from '#core/qualification/reading.ts'
import type { TimeGroup } from './time-groups.ts'
import type { Token, Tokenized } from './tokenize.ts'

/** What a time in the text is for. Only `wanted` times are preferred times. */
export type TimeRole = 'wanted' | 'denied' | 'old' | 'trouble' | 'engagement' | 'opening'

/** Reads from the words around a time whether the writer wants the visit then. */
export function phraseRole(text: Tokenized, group: TimeGroup, intent: Intent, context: ReadingContext): TimeRole {
  const around = surroundings(text, group)
  if (SUPPRESSED_INTENTS.has(intent)) return 'old'
  if (NOT_UNTIL.test(around.before)) return 'wanted'
  if (DENIED_BEFORE.test(around.before) || (DENIED_AFTER.test(around.after) && !(OFFERED.test(around.sentence) && TOO.test(around.after))))
    return 'denied'
  if (GREETED.test(around.before) || NUMBERED.test(around.before)) return 'trouble'
  if (around.first === 'now' && /\b(?:it is|and|but) $/.test(around.before) && group.day !== null) return 'trouble'
  if (STATED_AFTER.test(around.after)) return 'engagement'
  if (
    (PAST_BEFORE.test(around.before) && !TO_BE_DONE.test(around.before)) ||
    PAST_AFTER.test(around.after) ||
    TROUBLE_BEGAN.test(around.before)
  )
    return 'trouble'
  if (TROUBLE_FOLLOWS.test(around.after) || HABIT_BEFORE.test(around.before) || HABIT_AFTER.test(around.after)) return 'trouble'
  if (SPOKE_BEFORE.test(around.before)) return 'old'
  if (asksHours(around, group, context)) return 'opening'
  if (SLOT_OPEN.test(around.before)) return 'wanted'
  if (OPENING.test(around.before) && !(context.asked === 'time' && IS_OPEN.test(around.before))) return 'opening'
  if (context.asked === 'photo' && !VISITS.test(around.sentence)) return 'engagement'
  if (ENGAGEMENT.test(around.before) || OWN_EVENT.test(around.before) || isEventDay(around.before) || EVENT_FOLLOWS.test(around.after))
    return 'engagement'
  if (OTHERS_PLAN.test(around.before) && !THERE.test(around.sentence)) return 'engagement'
  if (VISIT_SET.test(around.before) || (MUST_I.test(around.sentence) && !ASKED_FOR.test(around.sentence.replace(MUST_I, '')))) return 'old'
  if (SPOKEN_FOR.test(around.before) || (group.window !== null && around.concluded)) return 'wanted'
  if (MOVED_TO.test(around.before)) return 'wanted'
  if (MOVED_FROM.test(around.before)) return 'old'
  if (intent === 'reschedule' && !OTHER_DAY.test(around.sentence)) return 'old'
  if (intent === 'emergency_help' && !group.asap && !isCalmWish(group, around)) return 'trouble'
  const taken = /^,? (?:s )?(?:is |was )?(?:open|available|free)\b/.test(around.after) && TAKES_IT.test(around.sentence)
  const fresh =
    taken || I_SAID.test(around.before) || FRESH.test(around.before) || (ASKED_FOR.test(around.before) && !PROMISED.test(around.before))
  if (!fresh && (OLD_BEFORE.test(around.before) || WAS_TO.test(around.before))) return 'old'
  if (!fresh && OLD_AFTER.test(around.after)) return 'old'
  if (EXISTING_INTENTS.has(intent) && (PROMISE.test(around.sentence) || !ASKS_ANEW.test(around.sentence))) return 'old'
  if (group.asap) return isAsapWish(text, group, around, context) ? 'wanted' : 'trouble'
  if (isOfTrouble(group, around, context)) return 'trouble'
  return 'wanted'
}

/** In danger a time tells when it began, unless somebody is asked for then, or a later day stands by itself. */
function isCalmWish(group: TimeGroup, around: Surroundings): boolean {
  if (group.day === null) return REQUEST.test(around.clause)
  const deictic = group.day.kind === 'day' && group.day.deictic
  return REQUEST.test(around.clause) || (!deictic && around.rest.split(' ').length <= ALONE_REST_WORDS)
}

const ALONE_REST_WORDS = 2

/** `clause` is what stands between the nearest commas or stops, without the time. */
type Surroundings = {
  before: string
  after: string
  sentence: string
  rest: string
  clause: string
  first: string
  questioned: boolean
  concluded: boolean
}

const BEFORE_WORDS = 7
const AFTER_WORDS = 6
/** Speech without stops goes on and on; farther words belong to something else. */
const SENTENCE_WORDS_MAX = 40

function surroundings({ tokens, folded }: Tokenized, group: TimeGroup): Surroundings {
  let from = group.from
  while (from > 0 && tokens[from]?.gap !== 'sentence' && group.from - from < SENTENCE_WORDS_MAX) from--
  let to = group.to
  while (to < tokens.length && tokens[to]?.gap !== 'sentence' && to - group.to < SENTENCE_WORDS_MAX) to++
  const rest = [...tokens.slice(from, group.from), ...tokens.slice(group.to, to)]
  return {
    // What stands before `so` is the reason, and says nothing about the time after it.
    before:
      `${join(tokens.slice(Math.max(from, group.from - BEFORE_WORDS), group.from))}${tokens[group.from]?.gap === 'comma' ? ', ' : ' '}`.replace(
        REASON,
        '',
      ),
    concluded:
      CONCLUDED.test(join(tokens.slice(Math.max(from, group.from - CONCLUDED_WORDS), group.from))) || group.window?.sequel === true,
    questioned: /^ *\?/.test(folded.slice(tokens[group.to - 1]?.end)),
    after: ` ${join(tokens.slice(group.to, Math.min(to, group.to + AFTER_WORDS)))}`,
    sentence: join(tokens.slice(from, to)),
    rest: join(rest),
    first: tokens[group.from]?.word ?? '',
    clause: clauseOf(tokens, group, from, to),
  }
}

const CONCLUDED =
  /(?:^|[ ,])(?:so|donc|asi que|fait que)(?: (?:maybe|like|any|anytime|any time|sometime|i guess|on|at|around|prefer|preferably|please))*$/
const CONCLUDED_WORDS = 4
const REASON = /^.*\b(?:so|donc|asi que|fait que|that is why)\b(?= (?!that\b|far\b|much\b|long\b|many\b))/

function join(list: readonly Token[]): string {
  return list.map((token) => (token.gap === 'comma' ? `, ${token.word}` : token.word)).join(' ')
}

function clauseOf(tokens: readonly Token[], group: TimeGroup, from: number, to: number): string {
  let first = group.from
  while (first > from && tokens[first]?.gap === 'none') first--
  let last = group.to
  while (last < to && tokens[last]?.gap === 'none') last++
  return join([...tokens.slice(first, group.from), ...tokens.slice(group.to, last)])
}

/** In these a time is never a wish for a visit of ours. */
const SUPPRESSED_INTENTS = new Set<Intent>(['wrong_number', 'vendor_spam', 'job_seeker', 'opt_out', 'cancel_appointment'])
const EXISTING_INTENTS = new Set<Intent>(['existing_job', 'complaint'])

const DENIED_BEFORE =
  /\b(?:not|never|except|except for|besides|but not|can not do|can not make|not available|not home|not free|not work(?:ing)? (?:on|for me)?|can not on|any day but|anything but|instead of|rather than|plutot que|en vez de(?: el|l)?|no puedo(?: el)?|mejor no|el no|excepto|menos(?: el)?|pas|sauf(?: le)?|peux pas|au lieu de|skip|skipping|miss|missing|busy|tied up|booked|out of town|ocupado|ocupada|occupee?|no (?:texts?|calls?|texting|calling|mensajes|llamadas|appels?)|is that|was that|unavailable|away|gone|(?:^|, )no)(?: on| the| this| in| at| until| till| all| all day| le| la| el| de| for)*\s$/
const DENIED_AFTER =
  /^,? (?:(?:is|are|was|will|would|does|do|really|probably|just|me) ?)*(?:not (?:good|work|going to work|great|possible|an option|ideal|gonna work)|no good|not work|too late|too early|will not work|bad|crazy|hectic|tough|tricky|rough|hard|nuts|out\b|extra\b|more expensive|double|impossible|no me sirve|no puedo|tampoco|non plus|neither|either(?= ?,|$)|(?:i|we|he|she|je|nous|on|yo) (?:can not|could not|will not be|am not|are not|ne peux|peux pas|peut pas|am (?:out|busy|away|gone|working|at work)|work|works|travaille|have to work|have work|trabajo|no puedo)|taken|full|booked|holiday|too soon|no funciona|es (?:muy|demasiado) tarde|marche pas|ne marche pas|fonctionne pas|trop tard|trop tot|est trop|does not work|no(?= ?,|$| puedo| es| me| se| mejor)|non(?= ?,|$))/
/** `is 2 tomorrow too soon`: a wish put as a question. */
const OFFERED = /^(?:is|would|will|est ce que|es|seria|c est)\b/
const TOO = /^,? (?:be |que sea |es |est |c est )?(?:too|muy|demasiado|trop)\b/
/** `happy Friday`, `bonne fin de semaine`, `have a great weekend`: well-wishing names no day. */
const GREETED =
  /\b(?:happy|merry|enjoy|feliz|felices|joyeux|joyeuse|bonne|bon|(?:have|had|hope you have|hope you had|que (?:tenga|tengan|pase|pasen)|passez|passe)(?: \w+){0,2} (?:good|great|nice|wonderful|safe|blessed|lovely|buen|bonne|belle|feliz))(?: rest of (?:the|your))? $/
/** `policy number 11/20`, `order 12/3`. */
const NUMBERED =
  /\b(?:policy|invoice|order|part|model|case|ticket|claim|account|serial|permit|numero|facture|factura)(?: number| no| #| num)? $/
/** `Tuesday is trash day`, `Monday is a holiday`: something is said of the day itself. */
const STATED_AFTER =
  /^,? (?:s|is|was|are|es|est|will be) (?:(?:a|an|my|our|his|her|their|un|una|mi|ma|mon|une) (?!good|great|better|possib|option|yes|only|best|first|preferred|day off|free|dia|unico|seul)|trash|garbage|(?:the )?(?:holiday|deadline|last day)|when )/
const PAST_BEFORE =
  /\b(?:last|starts|begins|happens|what time|since|ago|desde|depuis|hier|ayer|yesterday|started|began|happened|noticed|woke up|broke|stopped|died|quit|paso|empezo|anoche|went out|called|texted|llame|appele|was|were|it has been|been like this|is out|been out|out since|is down|bought|installed|got in|came|built|used|fixed|repaired|replaced|serviced|paid|put in|did|every|each|cada|chaque|(?:it is|now is|today is) (?:now|already|only)|it is now|now it is|today is|hoy es|ya (?:es|son)|on est|nous sommes|c est deja)(?: on| at| around| about| the| this| like| sometime| in| el| la| las| le| a)*\s$/
/** `would like it replaced sometime`, `get this fixed`: what is to be done, not what was. */
const TO_BE_DONE =
  /\b(?:get|getting|have|having|has|like|want|wants|need|needs|see)(?: (?:it|this|that|them|these|those|mine|one|both|everything|(?:the|my|our|a|an) \w+(?: \w+)?))?(?: be| being)? (?:\w+ly )?(?:replaced|fixed|repaired|installed|serviced|cleaned|checked|rekeyed|unclogged|done|put in|looked at|painted|moved|inspected)(?: out| in)?(?: sometime| maybe| on| by| at| around| like| in| this)*\s$/
const PAST_AFTER =
  /^,? (?:ago|and it (?:stopped|broke|died)|it (?:started|stopped|broke|died|was|went)|i (?:noticed|woke|heard|saw|smelled|came home|got home)|when i (?:woke|got)|he (?:said|came|told)|she|someone came|passe\b|pasad[oa]\b|dernier|the (?:power|heat|furnace|ac) (?:went|stopped|died|quit))/
/** `started leaking Friday`, `got back Sunday` */
const TROUBLE_BEGAN =
  /\b(?:started|began|quit|had an?|got back|came back|came home|returned|regrese|empezo|comenzo|a commence|commence)(?: [a-z]+){0,3}(?: on| at| around)?\s$/
/** `on Friday the toilet started leaking` */
const TROUBLE_FOLLOWS =
  /^,? (?:the|my|our|it|we|i|el|la|mi|se|nous|on)(?: \w+){0,3} (?:started|stopped|broke|died|quit|went|burst|began|backed|noticed|overflowed|flooded|leaked|cracked|fell|blew|tripped|snapped|popped|lost|froze|clogged|got|came|empezo|rompio|inundo|tapo|cayo|commence|lache|inonde|casse|tombe)\b/
const HABIT_BEFORE =
  /\b(?:every|each|cada|chaque|tous les)(?: (?:other|single))?(?: (?:days?|nights?|mornings?|afternoons?|evenings?|weeks?|weekdays?|months?|[a-z]+day|dias?|noches?|mananas?|semanas?|jours?|soirs?|matins?|semaines?))?(?: at| around| about| a las| vers)?\s$/
const HABIT_AFTER = /^ (?:every|each|cada|chaque|tous les)\b/
const EVENT_FOLLOWS =
  /^,? (?:i have|we have|tengo|tenemos|hay|je ai|on a) (?:\w+ ){0,3}(?:party|guests?|company|flight|fiesta|visita|invitados|fete|visite|vol|surgery|funeral|wedding|boda)\b/
const SPOKE_BEFORE = /\b(?:spoke|talked|chatted|met|dealt|emailed|messaged|wrote|hable|platique|parle)\b[^,]*\s$/
const OPENING =
  /\b(?:open|opens|closed|closes|close|hours|abierto|abiertos|abren|cierran|ouverts?|fermez?|ouvrez|work|until|till|til|hasta|jusque)(?: on| at| the| el| los| le| les| la| sur| this| until| till| a| las| past| after| hasta| jusque)*\s$/
/** `anything open tomorrow afternoon`, `what do you have open Friday`: our calendar and not our hours. */
const SLOT_OPEN =
  /\b(?:anything|something|spots?|slots?|times?|windows?|have|got|algo) (?:still )?open(?: on| at| for| in| the| this| late| early)*\s$/
/** `do you work weekends`, `travaillez-vous la fin de semaine`: when we are there at all, as long as nothing was asked. */
function asksHours(around: Surroundings, group: TimeGroup, context: ReadingContext): boolean {
  return context.asked !== 'time' && (WORK_HOURS.test(around.before) || (group.habit && STAFFED.test(around.before)))
}

const WORK_HOURS =
  /\b(?:(?:do|does) (?:you|u|ya|yall|they|anyone|anybody|someone|somebody)(?: all| guys| people| ever| also| even| still)* (?:work|operate|run)|travaillez vous|vous travaillez|travaille tu|trabajan|laboran)(?: on| at| in| during| through| the| this| los| las| el| la| en| les| le)*\s$/
const STAFFED =
  /\b(?:do you|do u|you guys|yall) (?:have|got) (?:someone|somebody|anyone|anybody|people|guys|a guy|a crew) (?:working |there )?(?:on|at|in|during)?\s$/
/** `are you open tomorrow`, as the answer to when. */
const IS_OPEN = /\b(?:you|u|ya|guys|yall) open(?: on)?\s$|\babren(?: el)?\s$|\bouverts?(?: le)?\s$/
/** After a photo was asked for, a time is when it will be sent, unless somebody is to come. */
const VISITS = /\b(?:come|coming|visit|appointment|schedule|available|works|vengan|venir|cita|passer|visite)\b/
const ENGAGEMENT =
  /\b(?:party|guests?|patients?|customers|tenants|company|closing|leaving|leave|left|went away|were away|was away|gone away|flight|fly out|trip|moving(?: in| out)?|move in|move|surgery|wedding|thanksgiving|work|working|shift|at work|class|school|interview|meeting|funeral|due|rain(?:ing)?|storm|snow|forecast|freeze|works|court|vacation|town|lease|lease ends|ends|expires|trabajo|trabajando|fiesta|viaje|salgo|me voy|travaille|partir|pars|party is|born|birthday|tenants? (?:move|moving)(?: in)?|deadline|before|to pick up kids)(?: in| on| is| are| coming| at| from| until| till| til| the| this| by| for| hasta| el| de| jusque| a| le)*\s$/
/** `not till Friday`: from then on. */
const NOT_UNTIL = /\b(?:not (?:until|till|til|before)|pas avant|no antes de(?:l)?)(?: the| le| el)?\s$/

/** `the inspector comes Friday`, `we close on the house Tuesday`: a day of something else, unless somebody is asked for in between. */
function isEventDay(before: string): boolean {
  const match = EVENT.exec(before)
  return match !== null && !REQUEST.test(before.slice(match.index + match[0].length))
}

const EVENT =
  /\b(?:inspect(?:ion|or|ors)|adjusters?|appraisals?|appraiser|walk ?through|exam|graduation|recital|wedding|surgery|holiday|baby shower|open house|garage sale|realtor|movers|inspecteur|inspector|visitas|invites|de la visite|voyage|vacances|viaje)\b|\b(?:guests?|company|visitors|in laws|family|relatives|parents) (?:are |is )?(?:coming|arriving|visiting|over|here|staying|flying)\b|\b(?:having|hosting) (?:\w+ ){0,3}(?:over|guests?|company|party|dinner|people|family)\b|\b(?:class|classes|school|semester|season|camp|mass) (?:starts?|begins?|opens?|resumes?)\b|\b(?:clos(?:e|es|ing) on|sign(?:ing)? (?:the )?papers|moves? (?:in|out)|moving (?:in|out)|gets? (?:home|back|in|paid|out)|flies|leaves? for|traveling|come[sn]? (?:home|back)|se muda|demenage)\b/
const OWN_EVENT =
  /\b(?:(?:flight|plane|train|bus|game|class|shift|school|movie|meeting|party|wedding|store|office|guests?|family|in laws|inlaws|parents|baby) (?:\w+ )?(?:lands?|departs?|arrives?|boards?|leaves?|starts?|begins?|opens?|closes?|ends?|is|are coming|come|is due)|(?:my|our) (?:inspection|exam|walkthrough|appraisal|graduation|recital|test|interview|surgery|closing) (?:is|starts|got moved to))(?: on| at| in| the| this| around| about)*\s$/
/** `my brother may come look Sunday`, `they are shutting the water off on the 15th`: what others mean to do; not who will let us in. */
const OTHERS_PLAN =
  /\b(?:brother|sister|husband|wife|dad|father|mom|mother|son|uncle|cousin|friend|buddy|neighbou?r|landlord|city|county|utility|company|hoa|they|hermano|cunado|esposo|amigo|vecino|frere|beau frere|mari|voisin|ami)(?: in law)? (?:may|might|will|would|is|are|was|were|said|says|wants?|can|could|puede|va a|peut|va)\b[^,]*\s$/
const THERE = /\b(?:home|there|here|available|free|let|around|meet|open|casa|aqui|maison|la)\b/
/** `for the install on Thursday`: a visit that is set already. */
const VISIT_SET =
  /\b(?:for|about|during|before|confirm(?:ing)?|is) (?:the|my|our|your) (?:install|installation|delivery|tune up|inspection|repair|service call|job|work)(?: on| at| is| this| for)*\s$/
/** `do I need to be home tomorrow`, `do you need access`: a question about a visit that is set. */
const MUST_I =
  /\b(?:do|does|should|must|will|would) (?:i|we|you|they|someone|somebody|anyone) (?:need|have|want) (?:to be|me to|us to|me|us|access|someone|anyone)\b/
/** `my boss says Thursday noon`: the household or the firm speaks for the writer. */
const SPOKEN_FOR =
  /\b(?:(?:my|our) (?:boss|husband|wife|partner|roommate|mom|mother|dad|father|tenants?|girlfriend|boyfriend|fiancee?|hubby|manager|daughter|son) (?:says|said|wants|prefers|suggested|asked for|is asking for|would like|would prefer)|(?:mi|nuestro) (?:esposa|esposo|marido|mujer|jefe|jefa|mama|papa) (?:dice que|dice|quiere|prefiere)|(?:ma|mon|notre) (?:femme|mari|blonde|chum|patron|conjointe?|mere|pere) (?:dit|veut|prefere))(?: for| on| it| that| maybe| el| le)*\s$/
const MOVED_TO =
  /\b(?:move|moved|push|pushed|change|changed|switch|switched|resched\w*|bump|postpone|mover|cambiar|pasar|reagendar|decaler|devancer|repousser|deplacer|reporter|remettre|changer)\b.*\b(?:to|till|until|for|para|al?|au|pour)\s(?:the |el |la )?$/
const MOVED_FROM =
  /\b(?:from|move|change|reschedule|moving|switch|push|bump|instead of|cambiar|mover|deplacer|changer|cancel|cancelar|annuler)(?: the| my| our| mi| la| el| mon| ma| notre| our| it| from| cita| del| de| le| rendez vous| appointment)*\s$/
const ASKED_FOR =
  /\b(?:any chance|chance of|possible|possibly|can|could|would|need|needs|want|like|please|pueden|puede|podria|podrian|pouvez|pourriez|necesito|quiero|besoin)\b/
/** `he said you had tomorrow open, I would like that`. */
const TAKES_IT = /\b(?:like|take|want|grab|love|prefer) (?:that|it|this|that one|the spot|the slot)\b/
const PROMISED =
  /\b(?:supposed|said|told|promised|(?:he|she|they|somebody|someone|tech) (?:would|will)|appointment|scheduled|booked|still|confirm|tech|dijeron|cita)\b/
const FRESH =
  /\b(?:an|una|un) (?:appointment|cita|rendez vous)(?: for| on| at| el| para| pour| le| in| the| late| early)*\s$|\b(?:make|schedule|book|need|want|get|set up|set|have you|like|any|available|agendar|hacer|quiero|necesito|prendre|voudrais|avoir|fixer|to|until|for|instead|open|next|another|new|para|pour|a) (?:an? |una |un )?(?:appointment|appointments|slot|visit|cita|rendez vous|opening|openings|time)(?: for| on| at| el| para| pour| le| in| the| late| early)*\s$/
/** `I said Wednesday`: the writer's own wish once more. */
const I_SAID = /\b(?:i|we) (?:said|meant|asked for|wanted|mentioned)(?: the| on| for)?\s$/
/** Who moves a visit and names one day names the old one, unless the words ask for another. */
const OTHER_DAY =
  /\b(?:instead|to|for|till|until|(?:can|could) (?:we|you|i|someone|he|they) (?:do|come|make|get|have|go)|how about|what about|any|prefer|works?|open|opening|available|better|rather|maybe|push|back|another|other|next|later|earlier|mejor|para|peut|puede|pueden|podemos|plutot|mieux|possible|pourrait|pouvez|au|pour|marche|marcherait|convient|conviendrait|ferait|irait|fonctionnerait|funciona|sirve|queda|quedaria|bien|same time|misma hora|meme heure)\b/
const PROMISE =
  /\b(?:was supposed|were supposed|supposed to|you said|they said|he said|she said|told me|told us|promised|never (?:came|showed)|no show|did you say|what (?:day|time) (?:did|is|was|are)|quedo|quedaron|dijeron|dijo|iban a|iba a|prometieron|devait|deviez|avez dit|a dit)\b/
/** Who is waiting for us or angry names a time of ours, unless they ask for another. */
const ASKS_ANEW =
  /\b(?:can you|can u|could you|could someone|can someone|please|need|want|would like|instead|how about|come back|puede|pueden|podrian|necesito|quiero|pouvez|besoin|voudrais|call me|llameme|llamenme|rappelez)\b/
const OLD_BEFORE =
  /\b(?:says|thought|reads|listed|shows|appointment|appointments|visit|slot|cita|rendez vous|scheduled|booked|supposed|was told|you said|they said|told me|said|promised|coming|be here|been|show up|see you|reminder|confirm(?:ing|ed)?|estimate|dijeron|quedaron|iban a venir|venian|would be back|will be back|be back|coming back|agendada|programada|deviez|devait|devaient|prevu|window|arrive|arriving|still on|still good|down|am|me down|still)(?: is| was| are| for| on| at| the| to| be| come| here| would| will| you| me| my| el| la| las| para| a| le| pour| est| de| que| it| venir| there| by| between| that| set| scheduled| today| tomorrow| del| ce)*\s$/
/** `was supposed to come Tuesday`, `devait passer mercredi`, `la cita que tengo es el lunes` */
const WAS_TO =
  /\b(?:supposed to|was going to|were going to|devait|devaient|deviez|quedo de|quedaron de|iba a|iban a|(?:cita|appointment|rendez vous|visit) (?:que (?:tengo|tenemos|hice|ai)|i have|we have|i got))(?: \w+){0,3}\s$/
const OLD_AFTER =
  /^,? (?:s )?(?:appointment|visit|slot|cita\b|rendez vous|and (?:no ?one|nobody)|no ?one|nobody|and you|y nadie|y no|window|tech|still good|still on)/

const REQUEST =
  /\b(?:can you|can u|could you|can someone|could someone|can i|could i|can we|please|come|need|send|want|would like|available|possible|schedule|book|appointment|instead|works?(?= (?:for|best|great|good|well|too|perfect|better|ok)\b|$)|prefer|how about|what about|free|home|(?:has|have|needs?|got|will have) to be|only (?:day|time)|let (?:you|someone|him|them) in|look at|swing|stop by|drop|bring|take a look|love|wondering|phone|ring (?:me|us)|any chance|day off|wide open|open for me|clear for me|text me|reach me|have (?:someone|somebody|anyone|him|her|them)|just want|openings|around (?:then|all day)|still like|find a time|svp|s il (?:vous|te)|ferait|ferais|place|suis la|serai la|quisiera|quisieramos|gustaria|ando|caigan|marqueme|pueden|puede|podria|podrian|necesito|quiero|venir|vengan|pouvez|pourriez|besoin|voudrais|disponible|venez|call|llamen|llame|rappelez|appelez|anytime|any time|meet (?:me|us|him|her|you)|look(?:s|ing)? like|how does|how is|get someone|(?:got|have|get) (?:anything|something|any|anybody)|anything (?:for|today|tomorrow|left|sooner)|(?:tienen|tendran|hay) algo|algo para|avez vous (?:quelque chose|une place|de la place|du temps)|out here|if possible|opening|openings|got room|have room|squeeze|fit (?:me|us)|availability|works for|good for|(?:is|are|be|sounds?) (?:good|ok|fine|best|better|great)|hope|hoping|looking for|get this|get it|fixed|ocupo|ocupamos|urge|alguien|faut|quelqu|change|install|replace|fix|book|send|pick)\b/
const COMING =
  /\b(?:come|need|someone|somebody|here|help|out|send|over|want|plumber|electrician|alguien|venir|vengan|ayuda|quelqu un|venez|please|available|possible|can|pueden|necesito|besoin|appointment|call|tech|technician|vienes|plomero|locksmith|mechanic)\b/

/** `now` and `right now` also tell how things stand; they are a wish only next to one, or as an answer. */
function isAsapWish(text: Tokenized, group: TimeGroup, around: Surroundings, context: ReadingContext): boolean {
  const words = text.tokens
    .slice(group.from, group.to)
    .map((token) => token.word)
    .join(' ')
  if (IF_THAT_IS.test(around.before)) return false
  if (!WEAK_ASAP.has(words)) return true
  if (context.asked === 'time' || around.rest.trim() === '') return true
  if (FOR_NOW.test(around.before)) return false
  return COMING.test(around.before) && !STATE.test(around.before)
}

const FOR_NOW = /\b(?:half|pay|for|right|until|till|by|enough|hasta|por|pour)\s$/
const IF_THAT_IS = /\b(?:if that|if this|is that|is this|was that|what|when)(?: is| s| would be| would| will be| can be)?(?: the| your)?\s$/
const WEAK_ASAP = new Set(['urge', 'now', 'right now', 'ahora', 'ahorita', 'ahora mismo', 'maintenant'])
const STATE = /\b(?:is|are|am|leaking|coming|flooding|out of|not|no|working|going|have no)\s(?:\w+ )?$/

/** `no heat today`, `leaking this morning`: a time of the trouble unless the sentence asks for somebody, or it was the question. */
function isOfTrouble(group: TimeGroup, around: Surroundings, context: ReadingContext): boolean {
  const deictic = group.day?.kind === 'day' && group.day.deictic
  if (context.asked === 'time' || context.asked === 'confirm_slot' || around.rest.trim() === '') return false
  const asks = REQUEST.test(around.sentence)
  // `tow to your shop today?`
  if (around.questioned && !STATES.test(around.clause) && !HAPPENS.test(around.clause)) return false
  if (group.habit && !asks) return true
  if (!asks && group.window?.kind === 'before' && UNTIL.test(around.first) && !THERE.test(around.before)) return true
  if (!asks && group.day === null && OWN_HOURS.test(around.sentence)) return true
  if (!deictic && group.day !== null)
    return !asks && (TOLD.test(around.before) || (STATES.test(around.clause) && around.clause.split(' ').length > CLAUSE_REST_WORDS))
  if (!deictic) {
    if (asks || around.before.endsWith(', ')) return false
    return group.window?.kind === 'part' || around.rest.split(' ').length > CLOCK_REST_WORDS
  }
  if (
    REQUEST.test(around.before) ||
    /^,? (?:please|if possible|if you can|si es posible|si possible|svp|por favor|works|work|is fine|is good|ok|at|or|after|before|if\b)/.test(
      around.after,
    )
  )
    return false
  if (around.before.endsWith(', ') || around.before.trim() === '')
    return !REQUEST.test(around.sentence) && around.rest.split(' ').length > SHORT_REST_WORDS
  return !REQUEST.test(around.sentence)
}

/** `is he coming today?`, `did somebody come today?`: what is or was to happen. */
const HAPPENS = /\b(?:am|did|does|still|happening|happened|open|va a|vienen|viene|vont|va)\b/
/** A clause of more words than these that tells something and asks for nobody names no wish. */
const CLAUSE_REST_WORDS = 2
const STATES =
  /\b(?:is|are|was|were|has|had|say|says|said|told|tells|bought|gets|runs|trips|goes|went|comes|came|did|reads|shows|sent|gave|made|took|wants|dijo|dice|fue|era|compre|dit|etait|[a-z]{3,}ed)\b/
/** `I get off at 5`, `my husband works until 6`: somebody's own day. */
const OWN_HOURS =
  /\b(?:gets?|got) off|off work|(?:husband|wife|he|she|they|kids?|tenants?|i|we) (?:work|works|leave|leaves)|closes?|shift|salgo|sale|trabaja|travaille|finis|finit\b/
/** `crated until noon` ends something else. */
const UNTIL = /^(?:until|till?|hasta|jusqu[e']?)$/
const SHORT_REST_WORDS = 6
/** A clock time among more words than these that ask for nobody is no wish. */
const CLOCK_REST_WORDS = 3
const TOLD = /\b(?:came|was|were|had|did|went|happened|paid|fixed|installed|left|vino|vinieron|paso|pague|venu|venus|etait)\b/
