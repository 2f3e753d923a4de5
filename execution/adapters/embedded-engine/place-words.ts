/** Words of addresses, as tables. All folded: lower case, no accents. */
const set = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/).filter((word) => word !== ''))

/** After the name: `Oak St`. */
export const STREET_SUFFIXES = set(`
  street st str streets avenue ave av aven road rd drive dr drv lane ln boulevard blvd bvd court ct place pl terrace ter terr way circle cir
  parkway pkwy pky highway hwy trail trl tr square sq loop plaza alley aly expressway expy freeway fwy pike turnpike tpke run path pass
  crossing xing cove cv row ridge rdg bend commons crescent cres crt grove hollow landing manor mews point pt walk heights hts gate glen spur knoll chase vale
  hill view vista close gardens green crest extension ext creek estates rue`)

/** Before the name: `rue Saint-Denis`, `Calle Ocho`. */
export const STREET_PREFIXES = set(`
  rue avenue av ave boulevard boul blvd bd chemin ch rang montee cote route rte allee impasse ruelle croissant terrasse quai place
  calle avenida avda calzada camino carretera paseo privada callejon c highway hwy via circuito cerrada rambla`)

/** Prefixes that are also English suffixes or ordinary words: they need a number before them. */
export const DIRECTIONS = set(
  'n s e w ne nw se sw north south east west northeast northwest southeast southwest nord sud est ouest norte sur este oeste',
)

export const NAME_CONNECTORS = set(
  'de du des la le les l d del los las san santa saint sainte st ste mount mt fort ft old new el lake martin',
)

/** A number before one of these is a quantity or a time, never a house number. */
export const QUANTITY_WORDS = set(`
  am pm a p oclock o min mins minute minutes hour hours hr hrs day days week weeks month months year years yr yrs yo old times time gallon gallons gal
  psi rpm btu btus ton tons amp amps volt volts watt watts inch inches in ft feet foot sq square bed beds bedroom bedrooms bath baths bathroom bathrooms story
  stories car cars door doors people kids of or and to the is are was my your our on at with for toilets toilet sinks sink outlets outlet
  breakers breaker lights light units windows tires tire keys key heaters degrees degree percent dollars bucks usd dolares pesos piastres euros miles mile km blocks block more
  different other separate broken new small large big zone phase pole prong piece pieces guys men techs stars star if but so because i we he she
  it they this that please thanks today tomorrow tonight morning afternoon evening works work ok okay fine good sounds yes no not monday tuesday wednesday
  thursday friday saturday sunday january february march april may june july august september october november december horas hora dias dia semanas
  anos ano minutos de del la las el los por y o a en para heures heure h jours jour semaines semaine ans an minutes et ou le les des du pour
  manana tarde noche lunes martes miercoles jueves viernes sabado domingo lundi mardi mercredi jeudi vendredi samedi dimanche demain matin soir
  would will works be been being have has had do does did can could should texts messages calls call text th rd nd st est cst pst mst edt pdt cdt`)

/** A street name never contains these. */
export const NAME_STOPS = set(`
  at on in of my is are was the and or to for with need needs needed have has had i we it its im ive this that there please thanks thank you asap
  leak leaking leaks water heater broken toilet sink drain kitchen bathroom basement house home apartment car garage door where what when how why who
  call text me can could come someone today tomorrow tonight now hi hello hey from by after before between around until pm am name phone number zip
  mi mis es esta en y con para por tengo necesito el mon ma mes est j'ai jai je dans pour avec besoin sur and but pero mais not no do does
  oops sorry wait actually meant perdon digo pardon oups just our your his her their also because cuz if so then if thats behind near across next off corner above below under over gate code`)

export const UNIT_WORDS = set(
  'apt apartment unit suite ste lot bldg building floor fl rm room app appt appartement apto apartamento unidad unite depto departamento bureau local int interior piso etage logement spc space trailer condo',
)

export const STATES = set(`
  al ak az ar ca co ct de fl ga hi id il in ia ks ky la me md ma mi mn ms mo mt ne nv nh nj nm ny nc nd oh ok or pa ri sc sd tn tx ut vt va wa wv wi wy dc pr
  on qc bc ab mb sk ns nb nl pe pei`)
/** State codes that are also words; they count only in capitals. */
export const STATE_WORDS = set('in or me hi ok de la ma pa al id mi ms mo co on oh ne nd sd')
export const STATE_NAMES = set(`
  alabama alaska arizona arkansas california colorado connecticut delaware florida georgia hawaii idaho illinois indiana iowa kansas kentucky louisiana
  maine maryland massachusetts michigan minnesota mississippi missouri montana nebraska nevada ohio oklahoma oregon pennsylvania tennessee texas utah
  vermont virginia washington wisconsin wyoming ontario quebec alberta manitoba saskatchewan`)
