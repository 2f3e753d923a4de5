/**
 * Words of a person in crisis. They come before anything an engine says about the text, because the cost of a missed one has no
 * limit while a needless 988 costs little. 988: Suicide & Crisis Lifeline, United States (2022) and Canada (2023-11-30), call or text.
 */
const CRISIS_WORDS: readonly RegExp[] = [
  /\b(?:kill(?:ing)?|hurt(?:ing)?|harm(?:ing)?|hang(?:ing)?|shoot(?:ing)?|unalive|off(?:ing)?|cut(?:ting)?) my ?self\b(?! (?:on|with|off|when|while|shaving|fixing))/,
  /\b(?:end(?:ing)?|take|taking|took|finish) my (?:own )?life\b/,
  /\bend(?:ing)? it all\b|\b(?:think(?:ing)?|thought|about|want|going|gonna|ready) (?:of|about|to)? ?end(?:ing)? it\b(?! (?:the|this|my|at|on|by|with))/,
  /\b(?:want|need|wish)(?: for)? (?:it all|everything|my life) to (?:just )?end\b(?! (?:at|by|with|up|in|on)\b)/,
  /\b(?:don'?t|dont|do not|can'?t|cant) see (?:the|a|any) point (?:any ?more|in anything|of anything)\b/,
  /\b(?:don'?t|do not|can'?t) see my ?self (?:being |still )?(?:here|around|alive)\b/,
  /\bsuicid(?:e|al|arme|io|er|aire)?\b|\bkms\b/,
  /\bi(?: just| really|'m| am)? (?:\w+ )?(?:want|wanna|going|ready|wish i could) (?:to )?(?:just )?(?:die|not exist|disappear forever|be dead)\b|\b(?:want|wanna|going|ready) (?:to )?die\b(?! (?:down|out))/,
  /\b(?:don'?t|do not|dont|no longer)(?: think i| even)? (?:want to|wanna) (?:live|be alive|be here|wake up|exist|go on|keep living)(?: any ?more| tomorrow|$|[.,!])/,
  /\bcan'?t go on(?: any ?more| living)?(?:$|[.,!]| i\b| nobody| what)/,
  /\b(?:no|any|the|what'?s the) (?:reason|point|use) (?:to|in|of) (?:live|living|life|being alive|go(?:ing)? on)\b/,
  /\b(?:every ?(?:body|one)|they|he|she|my (?:family|kids|wife|husband))(?:'d| would| will|'ll)? be better (?:off )?(?:without me|(?:if|when) i)\b|\beveryone would be better off$|\beveryone would be better off[.,]/,
  /\b(?:the|my|a|these) (?:pills|gun|pistol|rifle|razor|knife) (?:are |is )?(?:lined up|out|ready|loaded|(?:right )?here|in my hand|on the table)\b|\b(?:pills|gun|pistol|rifle)\b.{0,40}\b(?:keep (?:looking|staring) at it|in my hand)\b/,
  /\b(?:i )?(?:just )?want(?: it| this| everything)? (?:all )?to be over\b(?! (?:with|by|at|before))|\bno(?:body| one) needs me\b|\bno point in me being here\b/,
  /\b(?:better off (?:dead|without me|if i (?:was|were) (?:gone|dead)))\b|\bwish i (?:was|were|had) (?:dead|never (?:been )?born|not here)\b/,
  /\b(?:no ?(?:body|one)) (?:would|will|'d|is going to|gonna) (?:even |really |ever )?(?:notice|care|miss me|mind|find me)\b.{0,20}\bif i\b|\bno ?(?:body|one) (?:would|will|'d) (?:even |really |ever )?miss me\b/,
  /\b(?:life|living) (?:is|isn'?t|ain'?t|is not|not|isnt|aint) (?:even |really )?worth (?:living|it)\b|\bnot worth living\b/,
  /\btired of (?:living|being alive|life)\b(?! (?:like|with|without|in|out|next|here|on))/,
  /\b(?:took|swallowed|taken|have) (?:all|a (?:whole )?(?:bottle|bunch|handful) of|the whole bottle of|too many of|enough) ?(?:my|the|her|his)? ?(?:sleeping |pain )?pills\b|\boverdos(?:e|ed|ing)\b/,
  /\b(?:slit(?:ting)?|cut(?:ting)?) (?:my|both) wrists?\b|\bjump(?:ing)? off (?:a|the|this|that) (?:bridge|building|overpass)\b|\bnoose\b/,
  /\b(?:me )?(?:quiero|voy a|quisiera|prefiero|ganas de) (?:morir(?:me)?|matar(?:me)|suicidarme|desaparecer para siempre|estar muert[oa])\b|\bme (?:quiero|voy a) (?:morir|matar|colgar|tirar de)\b/,
  /\b(?:acabar|terminar) con (?:mi vida|todo esto de vivir|mi existencia)\b|\bquitarme la vida\b|\bcortarme las venas\b/,
  /\bno (?:quiero|tengo ganas de|deseo) (?:vivir|seguir viviendo|seguir aqui|estar viv[oa])\b(?! (?:con|sin|en|asi|de)\b)|\bno (?:vale la pena|tiene sentido|le veo sentido a) (?:vivir|seguir viviendo|la vida|mi vida)\b/,
  /\bnadie me (?:va a )?extranar(?:a|ia)?\b|\bmejor muert[oa]\b|\bno aguanto (?:mas )?(?:la|mi|esta) vida\b|\bme tome (?:todas )?(?:las|un frasco de|todo el frasco de) ?pastillas\b/,
  /\b(?:me suicider|me tuer|me pendre|m'enlever la vie|m'ouvrir les veines|me tirer une balle)\b|\b(?:envie|gout) de mourir\b|\bveux mourir\b/,
  /\ben finir avec (?:la|ma) vie\b|\b(?:veux|vais|voudrais|pense a|envie d'|gout d')(?:\s)?en finir(?:$|[.,!]| une| pour de bon| a soir| ce soir)/,
  /\bmettre fin a (?:mes jours|ma vie)\b|\b(?:plus|pas|pu) (?:envie|le gout|la force|gout) de vivre\b|\b(?:tanne|fatigue|ecoeure)e? de vivre\b(?! (?:avec|sans|dans|comme|de meme|ici|a))/,
  /\bsi je (?:disparais|disparaissais|mourais|meurs|n'etais plus la|creve|crevais)\b(?! (?:du|de|pour|un|une|quelques)\b)|\ba quoi bon (?:vivre|continuer)(?:$|[.,!])/,
]

/** True when the words are those of a person who may be about to harm themselves. */
export function isCrisis(text: string): boolean {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').replace(/[‘’]/g, "'").toLowerCase()
  return CRISIS_WORDS.some((words) => words.test(plain))
}
