/** The type of a compiler, for functions that take one as an option. `jit` of lib/engine/jit is one. */

/**
 * Returns a faster form of a function of tensors, with the same results; `(f) => f` leaves it as it is.
 *
 * The compiled function may return a promise where f returns a value.
 */
export type Compile = <A extends unknown[], R>(f: (...args: A) => R) => (...args: A) => R | Promise<R>;
