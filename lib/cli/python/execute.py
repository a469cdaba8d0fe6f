"""Executes one notebook with nbclient and tells what happens, one JSON object a line. Started by lib/cli/execute.ts."""

import json
import resource
import sys

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError


def tell(event, **fields):
    print(json.dumps({"event": event, **fields}), flush=True)


class TellingClient(NotebookClient):
    before = ""  # runs first, as no cell of the notebook

    async def async_start_new_kernel_client(self):
        client = await super().async_start_new_kernel_client()
        client.execute(self.before, silent=True, store_history=False)
        return client

    def process_message(self, msg, cell, cell_index):
        if msg["msg_type"] == "stream":
            tell("output", cell=cell_index, text=msg["content"]["text"])
        return super().process_message(msg, cell, cell_index)


def main(path, folder, kernel, before):
    notebook = nbformat.read(path, as_version=4)
    client = TellingClient(
        notebook,
        kernel_name=kernel,
        timeout=None,
        startup_timeout=120,
        record_timing=False,
        resources={"metadata": {"path": folder}},
        on_cell_execute=lambda cell, cell_index: tell("start", cell=cell_index),
        on_cell_executed=lambda cell, cell_index, execute_reply: tell("end", cell=cell_index),
    )
    client.before = before
    try:
        client.execute()
    except CellExecutionError as error:
        tell("error", name=error.ename, message=error.evalue)
    except DeadKernelError:
        tell("error", name="DeadKernelError", message="the kernel ended while the cell ran")
    # The kernel has ended; it is the largest of our children. Linux counts KiB here, macOS bytes.
    unit = 1 if sys.platform == "darwin" else 1024
    tell("memory", peakBytes=resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * unit)
    tell("notebook", notebook=notebook)


if __name__ == "__main__":
    main(*sys.argv[1:])
