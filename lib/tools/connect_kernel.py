"""Has a kernel that is starting call connectKernel() before any cell: connect_kernel.py CONNECTION_FILE KERNEL_TS."""

import json
import pathlib
import queue
import sys

from jupyter_client import BlockingKernelClient


def main(connection_file, module):
    client = BlockingKernelClient(connection_file=connection_file)
    client.load_connection_file()
    client.start_channels(shell=True, iopub=False, stdin=False, hb=False, control=False)
    address = json.dumps(pathlib.Path(module).resolve().as_uri())
    client.execute(f"(await import({address})).connectKernel(); void 0;", silent=True, store_history=False)
    try:
        client.get_shell_msg(timeout=60)
    except queue.Empty:
        pass  # the kernel has ended, or works on something else: a notebook's first cell connects it
    client.stop_channels()


if __name__ == "__main__":
    main(*sys.argv[1:])
