/** Slow, salted hashing of passwords. */
export interface Passwords {
  /** A PHC string: algorithm, cost, salt and hash. */
  hash(password: string): Promise<string>
  /** False for a wrong password and for a string that is no hash of ours. Takes as long when `phc` is null. */
  check(password: string, phc: string | null): Promise<boolean>
}
