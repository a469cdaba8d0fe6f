"""Executes one notebook with nbclient and prints what happens, one JSON object a line. Started by lib/tools/cli/execute.ts."""

import json
import resource
import sys

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError


def tell(event, **fields):
    print(json.dumps({"event": event, **fields}), flush=True)


def out_of_memory_kills():
    """How often this system ended a process because memory ran out; 0 where it does not say."""
    try:
        with open("/proc/vmstat") as lines:
            return next((int(line.split()[1]) for line in lines if line.startswith("oom_kill ")), 0)
    except OSError:
        return 0


class TellingClient(NotebookClient):
    before = ""  # code that runs first, outside the notebook's cells

    async def async_start_new_kernel_client(self):
        client = await super().async_start_new_kernel_client()
        client.execute(self.before, silent=True, store_history=False)
        return client

    process = None

    async def async_start_new_kernel(self, **options):
        await super().async_start_new_kernel(**options)
        # Kept here, because the manager drops it when the kernel has ended.
        self.process = getattr(self.km.provisioner, "process", None)

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
    killed_before = out_of_memory_kills()
    try:
        client.execute()
    except CellExecutionError as error:
        tell("error", name=error.ename, message=error.evalue)
    except DeadKernelError:
        # A negative status is the number of the signal that ended the kernel.
        status = client.process.poll() if client.process else None
        tell("dead", status=status, outOfMemory=out_of_memory_kills() > killed_before)
    # The kernel has ended; it is the largest child process. Linux counts KiB here, macOS bytes.
    unit = 1 if sys.platform == "darwin" else 1024
    tell("memory", peakBytes=resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * unit)
    tell("notebook", notebook=notebook)


if __name__ == "__main__":
    main(*sys.argv[1:])
