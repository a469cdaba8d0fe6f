/** Locks the folder named first, prints "locked", and keeps it until it is killed. */
import { lockFolder } from "lib/training/checkpoint";

const lock = lockFolder(Deno.args[0]);
console.log("locked");
setTimeout(() => lock[Symbol.dispose](), 60_000);
