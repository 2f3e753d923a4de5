type Ban = { problem: string; words: RegExp }

export const A_NUMBER = 'a number that nobody gave us'

/** What no text of ours may hold unless the owner approved that very sentence, in the three languages of the product. */
export const BANS: readonly Ban[] = [
  { problem: 'an unfilled placeholder', words: /[{}]/ },
  { problem: A_NUMBER, words: /\d/ },
  { problem: 'an amount of money', words: /[$€£¥]|\b(?:dollars?|bucks|usd|cents?|euros?|d[oó]lar(?:es)?|pesos?|piastres?)\b/i },
  { problem: 'a percentage', words: /%|\bper ?cent\b|\bpor ciento\b|\bpour ?cent\b/i },
  {
    problem: 'a discount or gift',
    words: /\b(?:discount\w*|coupons?|promo\w*|free of charge|for free|free|gratis|descuento\w*|gratuit\w*|rabais|remise)\b/i,
  },
  { problem: 'a guarantee', words: /\b(?:guarant\w*|warrant\w*|promise\w*|garant[ií]\w*|prometo|prometemos|promet\w*)(?![\p{L}])/iu },
  {
    problem: 'a length of time or an hour',
    words: /\b(?:minutes?|hours?|o'?clock|minutos?|horas?|heures?|right away|shortly|in a (?:bit|moment)|enseguida|bient[oô]t)\b/i,
  },
  { problem: 'a link', words: /https?:|www\.|\b[a-z0-9-]+\.(?:com|net|org|io|co|biz|info|us|ca|ly|me)\b/i },
]

/** True only once a person has accepted the job. */
export const ON_THE_WAY: Ban = {
  problem: 'a promise that somebody is coming',
  words:
    /\b(?:coming|on (?:the|my|our|his|her|their) way|en route|will be there|be right there|heading (?:over|out|to)|(?:will|going to) arrive|arriv(?:es?|ing|al)|dispatch\w*|(?:is|are) sending (?:a|some)\w*|en camino|va para all[aá]|llega(?:r[aá]|n|mos)?|en chemin|arrivera|arrivons)(?![\p{L}])/iu,
}
