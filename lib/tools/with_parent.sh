#!/bin/sh
# with_parent.sh COMMAND [ARGUMENT …]: runs a command that ends with the process that started it, also where that one was
# killed and could not say so. Jupyter's kernels have a session of their own, so no signal of the terminal reaches them.
#
# A watcher in the background looks once a second whether the command still has the parent that it began with: a process
# whose parent ends gets another one. The command takes this shell's place, so its process id, signals and exit status
# are its own.
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
