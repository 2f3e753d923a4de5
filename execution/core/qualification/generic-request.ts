/**
 * Words that ask for help without saying what is wrong, in the three languages of the product, without accents. A text made only
 * of these still leaves the question "what is wrong?" open.
 */
const SAYS_NOTHING = new Set(
  `a an and so then or any anybody anyone are asap assist assistance at available book booking business call called can come company could day do does
  emergency fast for from get give go good got guy have hello help hey hi how i i'd i'll i'm im immediately in is it job just like look looking
  make me morning my need needed now of ok okay on one out over please plz pls possible problem quick quickly question real really right schedule
  scheduled send service soon somebody someone something sometime still thank thanks that the there this time to today tomorrow urgent
  urgently visit want was we week what when with work would yeah yes yep you your no nope nah not later hm hmm uh um idk dunno lol cool great fine who was were
  plumber plumbers plumbing electrician electricians electrical roofer roofers roofing locksmith mechanic technician tech repair repairs repairman
  appointment estimate quote hvac contractor handyman
  name names name's his her he she they husband wife address zip code live located number phone cell text texting reach best better works fine free home anytime whenever
  morning afternoon evening night tonight before after between around noon but only just well sure sorry wait meant actually btw again
  nombre llamo habla aqui direccion codigo vivo numero telefono mejor nom appelle m'appelle suis ici adresse c'est mieux
  ahora alguien algo ayuda buenas bueno buenos cita con cuando de dia dias el en es esta favor gracias hola hoy la lo manana me mi necesita
  necesito noches para plomero por pronto puede pueden que quien quiero rapido si su tardes tecnico un una urgente venga venir y ya
  cerrajero electricista techador mecanico servicio visita
  aide au aujourd'hui avec besoin bonjour bonsoir d'un d'une demain des du et j'ai je le les merci moi mon oui plombier pour pouvez quelqu'un
  rapidement rendez-vous salut s'il un une venir vite vous electricien couvreur serrurier mecanicien technicien plait svp il faut`
    .split(/\s+/)
    .filter((word) => word !== ''),
)

/** Letters of a word that can carry meaning: "ac" is a service, "k" is not. */
const WORD_MIN_LETTERS = 2

/** True when the words say more than that somebody is wanted. */
export function saysWhatIsWrong(words: string): boolean {
  return tellingWords(words).length > 0
}

/** The words that can tell something, in plain spelling. */
export function tellingWords(words: string): string[] {
  const plain = words.normalize('NFKD').replace(/\p{M}/gu, '').replace(/[‘’]/g, "'").toLowerCase()
  const found = plain.match(/\p{L}[\p{L}'-]*/gu) ?? []
  return found.filter((word) => word.length >= WORD_MIN_LETTERS && !SAYS_NOTHING.has(word))
}
