/** Somebody who is at the door now, or inside, against the writer's will. Written like the phrases of hazard-phrases.ts. */
const INTRUDER =
  'ex|man|men|guy|guys|dude|stranger|someone|somebody|intruder|burglar|burglars|stalker|robber|robbers|thief|thieves|prowler|boyfriend|husband|he|she|they|people|hes|shes|theyre'
/** Of these no door is rattled by mistake. */
const STRANGER = 'ex|man|men|guy|guys|stranger|someone|somebody|intruder|burglar|burglars|stalker|robber|robbers|thief|thieves|prowler'
const WAY_IN = 'door|doors|window|windows|gate|house|slider'
const INTRUSO = 'hombre|hombres|tipo|tipos|alguien|ladron|ladrones|ratero|rateros|ex|esposo|novio|senor|borracho|quieren|estan|anda'
const INTRUS = 'homme|gars|ex|chum|mari|voleur|voleurs|inconnu|monde|un|il|ils'

export const THREAT_PHRASES = [
  `${INTRUDER} ?is|are|keeps|s|am ?still|now|outside|here|right ~2 banging|pounding|kicking|prying|ramming|smashing|beating|breaking|forcing ~3 ${WAY_IN}`,
  `${STRANGER} ?is|are|keeps|s ~3 rattling|jiggling|turning|shaking|trying ~2 ${WAY_IN}|lock|locks|knob|handle|handles`,
  `${STRANGER} ~4 trying|tries|attempting|about to break|get|come|kick|force|climb|smash ?in|into|my|the|down|our|back ~1 in|into|inside|down|${WAY_IN}`,
  `${STRANGER} ?is|are ~2 climbing|climbed|sneaking|coming ?in|into|through ~2 window|windows|balcony|skylight`,
  `${STRANGER} ?is|are ~1 in|inside my|our|the house|apartment|home|garage|basement|unit|stairwell|hallway !to|and|fixing|working`,
  `${STRANGER} ~3 at|outside my|our|the ?back|front|bedroom|kitchen|side ${WAY_IN} ~3 crowbar|knife|gun|bat|hammer|flashlight|screaming|yelling|threatening`,
  `${STRANGER} ~2 outside|at|in ~4 and wont|refuses leave|go`,
  'broke|breaking|break in|into ~3 right now',
  'followed|following me home',
  'said|says|saying|threatens|threatening|threatened to|he|she ?will|would|ll|to kill|hurt|shoot|stab me|us|him|her',
  'he|she|husband|boyfriend|ex|wife just|keeps hit|hits|hitting|beat|beating|choked|attacked me|us',
  'we|i|kids|am hiding in|from|under|upstairs',
  `${INTRUSO} ~3 forzando|pateando|golpeando|tumbando|empujando|rompiendo ~2 puerta|puertas|ventana|ventanas|chapa|cerradura|reja|porton`,
  `${INTRUSO} ~3 tratando|queriendo|intentando|quiere|quieren de|abrir|entrar|meterse|forzar|volver ~3 puerta|ventana|casa|entrar|chapa|aqui|adentro`,
  'they ?are|re ~3 trying|forcing|prying|kicking ~3 door|window|in',
  'boyfriend|husband|ex|man|guy|he|she is|are|s ?still threatening ~2 knife|gun|me|us|kill',
  'se estan metiendo|brincando|robando',
  'alguien ?anda|esta ?metido adentro|dentro ?de casa',
  `${INTRUS} ~4 essaie|essaye|essayent|tente de|d rentrer|entrer|forcer|defoncer|ouvrir ~4 porte|fenetre|serrure|poignee|chez|rentrer|logement`,
  `${INTRUS} ~4 cogne|force|forcent|defonce|defoncent|frappe|kick ~4 porte|fenetre|serrure|poignee`,
  'va|veut me|nous tuer',
] as const
