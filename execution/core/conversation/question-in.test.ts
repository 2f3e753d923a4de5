import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isBareAnswer } from './bare-answer.ts'
import { questionIn } from './question-in.ts'

test('a question is heard with or without its mark, in three languages', () => {
  for (const words of [
    'how soon can someone be here',
    '14 Oak St, do i need to be home?',
    'is someone coming?',
    'yeah so when will he call',
    'ok. do you take credit cards',
    'check engine light. How long is the wait for an appt?',
    'I would like to know if you service the Lombard area',
    'will you have a loaner?',
    '¿son licenciados?',
    'Buenas, vienen a Joliet?',
    'faites-vous les thermopompes?',
    'vous êtes où?',
  ])
    assert.equal(questionIn(words), 'other', words)
})

test('why we want to know, and whether they are safe, are questions of their own', () => {
  for (const words of [
    'what do you need my address for',
    'why do you need my name',
    'why do u want to know where i live',
    'para qué necesita mi dirección',
    'pourquoi vous voulez mon nom?',
  ])
    assert.equal(questionIn(words), 'why', words)
  for (const words of ['wait how do i know this isnt a scam', 'is this legit?', '¿es una estafa?'])
    assert.equal(questionIn(words), 'trust', words)
  for (const words of [
    'ok cool so not dangerous right?',
    'is that dangerous? should i turn off the breaker',
    'is it safe to use the shower',
    'can i still use the stove?',
    '¿es peligroso?',
    "est-ce que c'est dangereux",
    'dois-je couper le courant?',
  ])
    assert.equal(questionIn(words), 'safety', words)
})

test('a wish for a visit, a greeting, a value in doubt, a proposed time and a plain report ask nothing', () => {
  for (const words of [
    'can you come tomorrow?',
    'could someone look at my sink',
    'hello? anyone there',
    'is anyone there?',
    'tuesday?',
    '14 Oak St?',
    'how about thursday?',
    'does that work?',
    'when i turn it on it clanks',
    'it is leaking from the bottom',
    'the safe is stuck',
    'i shut the valve so it stopped',
    '¿pueden venir hoy?',
    'pouvez-vous venir demain?',
    '?',
  ])
    assert.equal(questionIn(words), null, words)
  assert.equal(questionIn('is friday morning possible?', 'friday morning'), null)
  assert.equal(questionIn('are you open friday?', 'friday'), null)
})

test('only words that take note of something want no answer', () => {
  for (const words of ['ok', 'K', '👍', 'sounds good', 'vale', 'Parfait!', 'ok cool']) assert.ok(isBareAnswer(words), words)
  for (const words of ['ok?', 'ok tuesday', 'bathroom remodel', 'no the other one']) assert.ok(!isBareAnswer(words), words)
})

test('an offer of pictures in the form of a question is one about pictures', () => {
  for (const words of [
    'can i send a pic here?',
    'want me to text u some pics',
    'puedo mandar una foto?',
    'je peux vous envoyer des photos?',
  ])
    assert.equal(questionIn(words), 'photo', words)
  for (const words of ['can you send a picture of the tech', 'the picture is black', 'can i call you'])
    assert.notEqual(questionIn(words), 'photo', words)
})
