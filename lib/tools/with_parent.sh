#!/bin/sh
# with_parent.sh COMMAND [ARGUMENT …]: runs a command that ends with the process that started it, also where that one was
# killed. Jupyter's kernels have their own session, so no signal of the terminal reaches them.
#
# A process whose parent ends gets another parent. A watcher in the background compares the command's parent once a second
# with the first one. The command replaces this shell (exec), so its process id, signals and exit status are its own.
parent_of() {
  if [ -r "/proc/$1/status" ]; then sed -n 's/^PPid:[^0-9]*//p' "/proc/$1/status"
  else ps -o ppid= -p "$1" | tr -d ' '; fi
}
parent=$PPID
(
  trap '' INT TERM HUP QUIT
  cd /
  while now=$(parent_of $$) && [ -n "$now" ]; do
    if [ "$now" != "$parent" ]; then kill -KILL $$; exit; fi
    sleep 1
  done
) </dev/null >/dev/null 2>&1 &
exec "$@"
