import assert from 'node:assert/strict'
import { test } from 'node:test'
import { phraseTable } from './find-phrases.ts'
import { readRevocation } from './read-revocation.ts'

function read(text: string): string {
  return readRevocation(text).revocation
}

test('each revocation word of the regulation stops when it is the whole message', () => {
  for (const word of ['stop', 'quit', 'end', 'revoke', 'opt out', 'cancel', 'unsubscribe']) {
    assert.deepEqual([read(word), readRevocation(word).bareKeyword, readRevocation(word).certain], ['STOP', true, true], word)
  }
})

test('a keyword keeps its meaning in every dressing', () => {
  const dressed = [
    'S T O P',
    's.t.o.p.',
    'STOPPPP',
    'sT0P',
    '\u0405TO\u0420',
    'ＳＴＯＰ',
    'st\u200bop',
    '“STOP”',
    '🛑 stop 🛑',
    'Stop. Thank you',
    'arrêt',
    'A L T O',
  ]
  for (const text of dressed) assert.equal(readRevocation(text).bareKeyword && read(text), 'STOP', text)
})

test('who has no telephone of a kind has not given a wrong number', () => {
  for (const text of ["non j'ai pas de cellulaire intelligent fait que pas de photo", "j'ai pas de cell"])
    assert.deepEqual([read(text), readRevocation(text).certain], ['NONE', true], text)
  assert.equal(read("c'est pas le bon téléphone"), 'STOP')
})

test('a trigger word with another object stops nothing', () => {
  for (const text of [
    'can you stop by',
    "the water won't stop",
    'cancel my 3pm',
    'end of the driveway',
    'quit working',
    'bus stop',
    'fin de semaine',
  ]) {
    assert.equal(read(text), 'NONE', text)
  }
})

test('a refusal of texts stops; a refusal of calls stops unless texting is invited', () => {
  assert.equal(read("Don't text, call me"), 'STOP')
  assert.equal(read("Don't call, text me"), 'NONE')
  assert.equal(read('Do not call me'), 'STOP')
})

test('our own footer, sent back by a reaction or a quotation, stops nothing', () => {
  assert.equal(readRevocation('Liked “Ace: how can we help? Reply STOP to opt out”').rule, 'tapback')
  assert.equal(read('> Reply STOP to opt out\nYes, 3pm works'), 'NONE')
  assert.equal(read('Le gustó “ALTO para cancelar”'), 'NONE')
  assert.equal(read('Liked “Reply STOP to opt out”\nSTOP'), 'STOP')
})

test('a bare yes is nothing and a bare help is help', () => {
  assert.equal(read('yes'), 'NONE')
  for (const word of ['HELP', 'info', 'Aide', 'AYUDA']) assert.equal(read(word), 'HELP', word)
  assert.equal(read('help my basement is flooding'), 'NONE')
})

test('only an explicit word or sentence starts again, and not a refused one', () => {
  for (const text of ['START', 'unstop', 'you can text me again', 'suscribir', 'reprendre']) assert.equal(read(text), 'START', text)
  for (const text of ["car won't start", 'when can you start', 'do not start texting me again', 'if you start texting me again'])
    assert.notEqual(read(text), 'START', text)
})

test('a stop that is a sentence of its own counts whatever else is said', () => {
  assert.equal(readRevocation('Stop. My sister found somebody on Elm Street.').rule, 'stop-sentence')
})

test('ordinary sentences that hold a word of an ending end nothing, and nobody has to look at them', () => {
  for (const text of [
    'got a quote for 9k, can you beat it',
    'toilet overflowed at thanksgiving, we shut it and use the other',
    'kid locked the bathroom from inside and shut it, nobody in there',
    'ring fell down the sink, dont want to lose it',
    'never mind i dont need it anymore',
    "The roof is on fire, we don't need no water, sorry couldn't resist",
    'waited from 8 to 2. no call. no text. nothing',
    'pls take my name off tomorrows list',
    'take me off the waitlist for tuesday I got in earlier',
    'I had to cut it out of the drywall',
    'tree branch could knock it off the wall',
    'the furnace kicked back off',
    'its about the Mercer building, rather not text details',
    'not me, my mom needs a plumber',
    "not mine, it's my neighbor's roof",
    "I didn't order that part",
    'I want out of this lease, but fix my sink first',
    'zip it up with caulk?',
    'furnace is dead, my mom is 91',
    'badge reader is dead, hallway is hazy',
    'water no stop. floor all wet',
    'toliet overflowd and wont stop plz hurry',
    'the angle stop under the sink snapped',
    'va que va',
    'ahí le va',
    'vayan a mi casa en la tarde',
    'manejo tráiler y no puedo escribir',
    'vivo en Palo Alto',
    'el aire se murió anoche',
    'le réparateur vient jeudi mais je suis pas là, lundi?',
    'pas de message de votre gars',
    'la fournaise est morte',
    'my brakes grind when i stop, 2014 civic',
    'squeals every time I stop',
    'rolls a bit after i stop',
    'if i stop it, it floods',
    'when you stop pressing the button it goes back up',
    'replace the shut off stop',
    "la voiture fait du bruit quand j'arrête",
    "arrêt d'eau bloqué",
    'je suis à Gatineau au 12 rue Eddy',
  ]) {
    const { revocation, certain, rule } = readRevocation(text)
    assert.deepEqual({ revocation, certain }, { revocation: 'NONE', certain: true }, `${text} (${rule})`)
  }
})

test('the same words as an order of their own still end the texts', () => {
  for (const text of [
    'shut it',
    'beat it',
    'back off',
    'lose it',
    'knock it off',
    'no text',
    'no more text',
    'not me',
    'vete al diablo',
    'largate',
    'if you stop texting me i will be happy',
    'i said stop',
    'when i say stop i mean stop',
    'fuck off stop',
    'back off stop',
    'bug off stops',
    'piss off. stop',
  ])
    assert.equal(read(text), 'STOP', text)
})

test('a limit in time is no stop, yet a person should look', () => {
  const { revocation, certain } = readRevocation("Don't text me after 9pm")
  assert.deepEqual([revocation, certain], ['NONE', false])
})

test('a mere sign is a guess', () => {
  const { revocation, certain, span } = readRevocation('ugh'.slice(3) + '🛑')
  assert.deepEqual([revocation, certain, span], ['STOP', false, [0, 2]])
})

test('the span points at the words that decided, in the original text', () => {
  const text = '😀😀 Ｐlease stop texting me'
  const { span, rule } = readRevocation(text)
  assert.ok(span !== null)
  assert.equal(text.slice(...span), 'stop texting')
  assert.equal(rule, 'en-stop-messages')
})

test('a wish at the very end of a text longer than we read in full is still seen', () => {
  assert.equal(read(`${'My sink leaks and the floor is wet. '.repeat(200)}Please stop texting me.`), 'STOP')
})

test('without phrase tables everything but a bare keyword is in doubt', () => {
  const empty = phraseTable([])
  assert.deepEqual([readRevocation('my sink leaks', empty).certain, readRevocation('my sink leaks', empty).rule], [false, 'no-phrases'])
  assert.equal(readRevocation('STOP', empty).revocation, 'STOP')
})

test('a phrase that names an unknown class of words is refused by name', () => {
  assert.throws(() => phraseTable([{ rule: 'x', meaning: 'wish', phrases: ['stop @nosuch'] }]), /@nosuch/)
})

test('a dislike of our texts stops as a refusal does, and a dislike of typing or of something else stops nothing', () => {
  for (const text of [
    'no me gusta que me escriban',
    'no quiero que me vuelvan a escribir',
    'no quiero que me estén escribiendo',
    'no quiero que me vuelvan a mandar nada',
    "j'aime pas que vous m'écriviez",
    "j'aime pas ça recevoir des textos",
    "je voudrais pas que vous recommenciez à m'écrire",
    "j'aimerais mieux que vous m'écriviez plus",
    'veuillez ne plus communiquer avec moi',
  ])
    assert.deepEqual([read(text), readRevocation(text).certain], ['STOP', true], text)
  for (const text of [
    'mejor llámeme, no veo bien para escribir',
    'no me gusta escribir, llámeme',
    'no quiero que me vuelvan a mandar al mismo técnico',
    'no quiero que me vuelva a pasar',
    "j'aimerais mieux que vous m'écriviez au lieu de m'appeler",
    'svp ne pas communiquer avec ma locataire, communiquez avec moi',
    "je voudrais pas que vous recommenciez tout l'ouvrage",
    "ma toilette coule pis je sais pas comment l'arrêter",
  ])
    assert.deepEqual([read(text), readRevocation(text).certain], ['NONE', true], text)
  // Nothing was named that "l'" could be: their texts, for all we know.
  assert.equal(readRevocation("comment l'arrêter").certain, false)
  assert.equal(readRevocation('vos textos, comment les arrêter').certain, false)
})

test('a keyword with a "then" or a "fine" beside it is still nothing but a keyword', () => {
  for (const text of ['ok stop then', 'fine, stop', 'pare entonces', 'alors arrêtez']) assert.equal(read(text), 'STOP', text)
  assert.equal(read('then it will stop'), 'NONE')
})
