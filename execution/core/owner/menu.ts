/** Stands at the end of every alert about a lead; each number is a command (`read-owner-command.ts`). */
export const ALERT_MENU = '1 call  2 book it  3 I take over  4 not a lead  5 later'

/** Said when a text of the owner is no command. */
export const HELP_LINE = `${ALERT_MENU}\nSeveral open? Put the letter or the name with it: B1, 1 dana. BOOK TUE 9, RESUME, LIST. STOP ends these texts.`

/** What a desk adds around an alert's own words: the letter before, the menu after. Alerts leave this much room. */
export const ALERT_ROOM = `[A] \n${ALERT_MENU}`

/** The line with the number of pictures and the address of the lead's page leaves alerts this much less room. */
export const PHOTOS_ROOM_CHARACTERS = 120

/** How many pictures a customer sent, and where to see them; '' when none. An address too long for its room is left out. */
export function photosLine(photos: number, leadUrl: string | null): string {
  if (photos === 0) return ''
  const counted = photos === 1 ? '1 photo' : `${photos} photos`
  const line = leadUrl === null ? counted : `${counted}: ${leadUrl}`
  return `\n${line.length < PHOTOS_ROOM_CHARACTERS ? line : counted}`
}
