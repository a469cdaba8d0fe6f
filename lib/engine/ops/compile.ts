/** The type of a compiler, for functions that take one as an option. `jit` of lib/engine/jit is one. */

/**
 * Returns a faster form of a function of tensors, with the same results; `(f) => f` leaves it as it is.
 *
 * The compiled function may return a promise where f returns a value. It may be disposable: whoever compiles a function
 * disposes it when it is not needed any more, so that its program can be freed.
 */
export type Compile = <A extends unknown[], R>(
  f: (...args: A) => R,
) => ((...args: A) => R | Promise<R>) & Partial<Disposable>;
