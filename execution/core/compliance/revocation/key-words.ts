/**
 * The words worth reading through a slip of the thumb: those that carry a wish. All other words count only as written,
 * for every further word here makes some ordinary word of three languages look like a slip of it.
 */
export const KEY_WORDS: readonly string[] = (
  'unsubscribe unsubscribed resubscribe subscribe subscription texting texted texts message messages messaging messaged contact contacting contacted ' +
  'communication communications remove removed delete deleted number person wrong alone leave bother bothering harass harassing harassment spamming ' +
  'consent permission revoke withdraw cancel appointment report reporting reported blocking blocked lawyer attorney calling called anymore never again ' +
  'further receive receiving database accident accidentally dialed mistake opted longer ' +
  'mensaje mensajes escriban escriba manden mande envien quiten quitenme borren borrenme saquenme equivocado equivocada numero desuscribir desuscribirme suscripcion ' +
  'molesten moleste dejenme dejen cancelar detener ' +
  'arretez arreter desabonner desabonnez desabonnement desinscrire desinscription textos ecrire ecrivez envoyer envoyez contactez enlevez retirez supprimez effacez ' +
  'mauvais tranquille cessez appeler annuler derangez'
).split(' ')

/** What run-ons are made of: "leavemealone", "stoptextingme", "wrongnumber". */
export const RUN_ON_WORDS: ReadonlySet<string> = new Set(
  (
    'stop stopp quit dont text texts texting message messages messaging please leave alone remove delete number wrong person call calling contact unsubscribe list more never ' +
    'again spam spamming bother bothering harassing sending this these take lose away from please stahp nomore ' +
    'mensajes mensaje textos mande manden escriban numero equivocado lista baja darme ' +
    'messages arretez mauvais liste plus'
  ).split(' '),
)
