/**
 * What a matched phrase means:
 * `stop` the texts shall end, whatever else the words could mean; `wish` the same unless a harmless reading covers the words;
 * `wish-doubt` probably the same; `harmless` the trigger word has another object; `unclear` covers like `harmless` and leaves doubt; `doubt` probably not, yet a person should look;
 * `no-calls` calls shall end, which counts as a stop unless the text invites texting; `start` an explicit re-subscription;
 * `danger`, `settled`, `person-wanted`, `work-wanted`, `need` tell what else the text is about and are no wish by themselves.
 */
export type PhraseMeaning =
  | 'stop'
  | 'wish'
  | 'wish-doubt'
  | 'harmless'
  | 'keep'
  | 'unclear'
  | 'doubt'
  | 'no-calls'
  | 'start'
  | 'danger'
  | 'settled'
  | 'person-wanted'
  | 'work-wanted'
  | 'need'

/** Phrases of one idea in one language. `rule` is what the ledger shows. */
export type PhraseGroup = {
  rule: string
  meaning: PhraseMeaning
  /** A harmless phrase ends at a comma ("got it, stop") unless this says otherwise; a wish may go on behind one. */
  acrossPauses?: true
  phrases: readonly string[]
}
