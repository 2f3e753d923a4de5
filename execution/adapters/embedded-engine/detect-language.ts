import type { Language } from '#core/qualification/reading.ts'
import type { Token } from './tokenize.ts'

/** The language most of the words belong to. Names and numbers say nothing; a text that says nothing is English. */
export function detectLanguage(tokens: readonly Token[], original: string): Language {
  let [english, spanish, french] = [0, 0, 0]
  for (const { word, start, end } of tokens) {
    // The `k` of a postal code was spelled out as a word, but says nothing.
    if (end - start === 1 && word.length > 1) continue
    // `Elgin IL`, `Portland ME`: a state, and no word of the language.
    if (end - start === 2 && STATE_CODE.test(original.slice(start, end)) && original !== original.toUpperCase()) continue
    if (ENGLISH.has(word)) english++
    if (SPANISH.has(word)) spanish++
    if (FRENCH.has(word)) french++
  }
  if (/[\u00f1\u00bf\u00a1]/i.test(original)) spanish += 2
  if (/[\u00e0\u00e8\u00ea\u00e7\u00f9\u00fb\u00f4\u00ee]|\u00e9e\b/i.test(original)) french += 1
  if (FRENCH_ADDRESS.test(original)) french += 2
  if (Math.max(spanish, french) < MARKED && onlyShared(tokens)) return 'en'
  const own = ownWords(tokens)
  if (own.english === 0 && own.spanish > 0 && own.french === 0 && spanish === english) return 'es'
  if (spanish > english && spanish >= french) return spanish === french ? tieBreak(tokens) : 'es'
  return french > english ? 'fr' : 'en'
}

/** `olor a gas`: words that two of them have say nothing beside one that only one has. */
function ownWords(tokens: readonly Token[]): { english: number; spanish: number; french: number } {
  const only = (own: ReadonlySet<string>, others: readonly ReadonlySet<string>[]) =>
    tokens.filter(({ word }) => own.has(word) && !others.some((other) => other.has(word))).length
  return { english: only(ENGLISH, [SPANISH, FRENCH]), spanish: only(SPANISH, [ENGLISH, FRENCH]), french: only(FRENCH, [ENGLISH, SPANISH]) }
}

/** `de la Cruz`, `Le Petit Bistro`: a few words of both languages make a name, not a sentence. */
function onlyShared(tokens: readonly Token[]): boolean {
  return tokens.length <= NAME_WORDS_MAX && tokens.length > 1 && tokens.every(({ word }) => SPANISH.has(word) === FRENCH.has(word))
}

const NAME_WORDS_MAX = 4
const STATE_CODE = /^(?:IL|ME|DE|LA|NE|AL|PA|MA|CA|CO)$/
/** An accent's weight: more than a shared particle or two. */
const MARKED = 2
/** `2280 boulevard Rosemont`: the kind of street before its name. */
const FRENCH_ADDRESS = /\d,? (?:rue|boul\.?|boulevard|avenue|av\.?|chemin|rang|mont\u00e9e|place) (?:[A-Z]|d[eu]s? )/

/** Words that both have, `un`, `de`, `la`: how the other words end tells. */
function tieBreak(tokens: readonly Token[]): Language {
  if (tokens.some((token) => token.word === 'je' || token.word === 'est' || token.word === 'vous')) return 'fr'
  const others = tokens.filter(({ word }) => !SPANISH.has(word) && !FRENCH.has(word))
  const french = others.filter(({ word }) => FRENCH_ENDING.test(word)).length
  return french > others.filter(({ word }) => SPANISH_ENDING.test(word)).length ? 'fr' : 'es'
}

const FRENCH_ENDING = /[a-z](?:eurs?|euse|eux|eaux?|aux|oirs?|ez|ette|elle|esse|tre|que|ge|ille|ier|iere|ment|ure|dre|ste|ts?)$/
const SPANISH_ENDING = /[a-z](?:[aeo]s?|[cs]ion|dad|mente|[aei]r|or)$/

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '))
const ENGLISH = words(
  'the a an is are was were my your our it this that i you we they he she not do does did have has had can could will would need want please thanks thank for with from at on in of to and but or so how what when where who why hi hello hey yes yeah sure just out off up there here water leak leaking leaks heat heater broken house home call me someone somebody somebody today tomorrow tonight morning afternoon evening after before name street address door car key keys fix fixed price cost much still get got come coming help stop text wrong number sorry wait ok good works work now asap no basement kitchen bathroom toilet sink furnace roof garage brake brakes tire battery power outlet breaker locked fridge dryer washer oven job hiring quote estimate cancel appointment reschedule monday tuesday wednesday thursday friday saturday sunday week weekend next about like know if been all its any emergency flooding smell smoke fire gas zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred',
)
const SPANISH = words(
  'aceptan tarjeta efectivo dicen dice llego llega llegan vienen viene venga vengan manden mandar mensajes mensaje buscan gente cualquier dia ningun jefe vecino vecina esposo esposa hijo hija mama papa abuela bebe refri estufa inundando inundado quemado humo fuego chispas monoxido eres calentador boiler destapar tapado tapada mojado alfombra sala cuarto recamara patio pared piso agradezco bendiga mande espero avise avisen digame diga dime llamame habla hablar dejo funcionar funcionan enfria calienta cae caen entra cerro abrir abre cerrado perdi quede afuera adentro dentro deme dame manda ocupo urge el los las una unos mi mis su es esta estan son soy estoy hay tengo tiene tienen no si que como cuando donde cuanto cuesta porque por para con sin del al pero mas muy ya hola buenas buenos dias tardes noches gracias favor necesito quiero quisiera puede pueden podria venir agua fuga gotea goteando casa cocina bano puerta llaves llave carro coche calle nombre direccion telefono numero manana hoy ahora ahorita lunes martes miercoles jueves viernes sabado domingo techo luz olor huele gas calentador inodoro tuberia tubo plomero alguien ayuda urgente emergencia cita equivocado señor senora se me lo la le nos fue esto ese eso tambien aqui alla todo nada claro vale perfecto bueno semana hora horas antes despues entre roto rota en de un te yo instalan arreglan reparan limpian hornos canaletas atienden alto soy busco chamba gracias llamen cuanto cuantos plomeria electricista cerrajero mecanico techero minisplits cobra frenos llantas grua usted ustedes trabajo precio cobran pago quien otra otro vez persona llame llamar cancelar cambiar tarde noche reparar arreglar calefaccion aire sirve funciona prende quedo cerradura nevera lavadora estufa frenos llanta bateria grua baño trabajan hacen',
)
const FRENCH = words(
  'texter ecrire recu envoyez venez viens voisin voisine mari femme mere pere enfant bebe fumee feu brule deborde inonde monoxyde detecteur degat gele gelee froid plancher plafond mur chambre salon laveuse lave vaisselle technicien reparer repare reparation installer installee remettre deplacer hier passe prochaine puis pis ben tu chum blonde appartement loyer facture carte acceptez ouverts ouvert etre avoir faut veux peux pouvons le les des du une un mon ma mes votre vos notre nos est sont suis etes je tu il elle on nous vous ils ne pas plus que qui quoi ou quand comment combien pourquoi parce pour avec sans dans sur sous chez mais et bonjour bonsoir allo salut merci oui non svp plait besoin voudrais peut pouvez pourriez venir eau fuite coule chauffage fournaise chauffe maison cuisine bain salle porte cle cles auto char rue nom adresse telephone numero demain aujourd hui maintenant lundi mardi mercredi jeudi vendredi samedi dimanche toit toiture courant lumiere odeur gaz toilette tuyau plombier quelqu aide urgent urgence rendez mauvais ce cet cette ca se me la de a au aux en fait faire fonctionne marche brise brisee casse cassee matin soir apres midi avant entre semaine heure heures prix coute soumission annuler changer appeler appelez rappelez personne vite tres bien bon parfait accord rien encore deja ici moi toi boucane desabonnez desabonner arret arreter arretez plutot serrure frigo laveuse secheuse four freins pneu batterie remorquage evier robinet bouche bouchee sous sol panneau prise disjoncteur travail',
)
