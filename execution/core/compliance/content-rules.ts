/** What a pattern means when it is found in a text. */
export type ContentFault = 'placeholder' | 'shortener' | 'shaft' | 'offer' | 'price' | 'link' | 'insecure_link' | 'emoji'

export type ContentRules = {
  /** Found in a text, each of these is a fault of that name. */
  patterns: ReadonlyMap<ContentFault, RegExp>
  /** How a text tells that a machine writes. */
  aiDisclosure: RegExp
  /** How a text tells how to end it. */
  stop: RegExp
  /** The French way out, required beside the English one in Quebec's first text. */
  frenchStop: RegExp
  /** A link to a page with name, address, phone, platform and a way out. */
  infoLink: RegExp
  /** Something that reads as a postal address, where the business's own is not known. */
  addressLike: RegExp
  phoneLike: RegExp
}

/** Link shorteners that carriers filter (facts 2.1, Twilio error 30857; `twil.io` is filtered too). */
const SHORTENERS =
  'bit.ly tinyurl.com goo.gl t.co ow.ly is.gd buff.ly rebrand.ly cutt.ly tiny.cc shorturl.at rb.gy t.ly bl.ink lnkd.in trib.al soo.gd s.id v.gd twil.io short.io bit.do shorte.st adf.ly qr.ae'.split(
    ' ',
  )

/**
 * Forbidden content: sex, hate, alcohol, firearms, tobacco with cannabis, and the loan, debt and gambling style offers that carriers
 * treat alike (CTIA Messaging Principles, May 2023; facts 2.1). Words of the trades that only look alike (a nail gun, a wine cooler) are spared.
 */
const SHAFT_WORDS = [
  String.raw`porn\w*|xxx|nudes?|escorts?|sexy|sexting|onlyfans|viagra|cialis`,
  String.raw`(?:white|black) power|nazis?|kkk`,
  String.raw`vodka|whiske?y|tequila|bourbon|liquor|booze|beers?(?! (?:fridge|tap|line|cooler))|wines?(?! (?:fridge|cooler|cellar|room|rack))`,
  String.raw`firearms?|(?<!nail |heat |caulk |caulking |spray |grease |glue |staple |paint |heat-)guns?(?! safe)|ammo|ammunition|rifles?|pistols?|handguns?`,
  String.raw`tobacco|cigarettes?|cigars?|vap(?:e|es|ing)|cannabis|marijuana|cbd|thc|kratom`,
  String.raw`casinos?|gambl(?:e|ing)|sports? ?betting|jackpot|lottery|payday loans?|debt (?:relief|consolidation)|loan offers?|crypto(?:currency)?`,
]

/** Words of an offer (facts 1.1 c and 6.5 step 9). An answer about a price is not one; a reduction, a gift or a hurry is. */
const OFFER_WORDS = [
  String.raw`discounts?|coupons?|promos?|promo codes?|promotions?|promotional|vouchers?|rebates?|giveaways?|sweepstakes`,
  String.raw`\d+ ?(?:%|percent) (?:off|discount)|(?:dollars?|bucks) off|half price|half off|money off`,
  String.raw`special (?:offer|price|pricing|deal|rate)s?|(?:great|best|hot|exclusive|limited|today'?s) deals?|deal of the|on sale|sale ends|flash sale|(?:spring|summer|fall|winter|holiday|black friday|clearance) sale`,
  String.raw`limited[- ]time|act now|don'?t miss out|hurry (?:in|now|before)|while supplies last|expires (?:soon|today|tonight)|last chance`,
  String.raw`(?:buy|book) (?:one|now|today) (?:and )?(?:get|save)|save (?:big|up to|\$|\d)|free (?:gift|trial|estimates?|quotes?|inspections?|consultations?|upgrades?|tune-?ups?|service calls?)|for free|lowest prices?|gift cards?`,
  String.raw`descuentos?|ofertas?|promoci[oó]n(?:es)?|cup[oó]n(?:es)?|gratis|rebajas?`,
  String.raw`rabais|soldes|offre sp[eé]ciale`,
]

export const CONTENT_RULES: ContentRules = {
  patterns: new Map<ContentFault, RegExp>([
    // Braces, double brackets, and a bracketed word of a template; `undefined` and `null` come from code that lost a value.
    [
      'placeholder',
      /\{\{?[^}]*\}?\}|\[(?:business|company|name|customer|address|phone|date|time|day|link|site|price|your)[^\]]*\]|<(?:business|name|phone|address|date|time)>|\bundefined\b|\bNaN\b|\bnull\b|\[object /iu,
    ],
    [
      'shortener',
      new RegExp(
        String.raw`(?<![\w.-])(?:${SHORTENERS.map((domain) => domain.replaceAll('.', String.raw`\.`)).join('|')})(?![\w-]|\.\w)`,
        'iu',
      ),
    ],
    ['shaft', words(SHAFT_WORDS)],
    ['offer', words(OFFER_WORDS, String.raw`|\$ ?\d[\d,.]* off\b`)],
    ['price', /[$€£] ?\d|\b\d[\d,.]* ?(?:dollars?|bucks|usd|cad)\b/iu],
    ['link', /https?:\/\/|\bwww\.|(?<=[a-z0-9])\.(?:com|net|org|io|co|us|ca|biz|info|app|me|ly|link|page|site|shop)(?:\/|\b(?!@))/iu],
    ['insecure_link', /\bhttp:\/\//iu],
    ['emoji', /\p{Extended_Pictographic}/u],
  ]),
  aiDisclosure:
    /\bAI\b|\(IA\)|\b[Aa]utomat(?:ed|is[eé]|izad[oa])|\b[Aa]utomatic (?:assistant|reply|text|message)|\b[Vv]irtual assistant|\b[Cc]hat ?bot/u,
  stop: /(?<![\p{L}\p{N}])(?:STOP|ARRET|ARRÊT|ALTO)(?![\p{L}\p{N}])|\b(?:[Rr]eply|[Tt]ext|[Ss]end) ["']?[Ss]top\b/u,
  frenchStop: /(?<![\p{L}\p{N}])ARR[EÊ]T(?![\p{L}\p{N}])/u,
  infoLink: /\bhttps:\/\/\S+\.\S+/iu,
  addressLike: /\b\d{1,6}[A-Za-z]?,? (?:\d+(?:st|nd|rd|th)|\p{L}{2,})|\bP\.? ?O\.? Box \d+|\bC\.?P\.? \d+/iu,
  phoneLike: /\+?\(?\d{3}\)?[ .-]?\d{3}[ .-]?\d{4}/u,
}

/** @param besides patterns that begin or end with a sign, where a word boundary would not match */
function words(alternatives: readonly string[], besides = ''): RegExp {
  return new RegExp(String.raw`\b(?:${alternatives.join('|')})\b${besides}`, 'i')
}
