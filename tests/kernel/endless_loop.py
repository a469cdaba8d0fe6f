"""Presses the stop button during an endless loop of a real kernel; prints whether the kernel lives after each press."""

import json
import sys
import tempfile
import time

from jupyter_client.manager import start_new_kernel


def lives(manager, seconds):
    end = time.monotonic() + seconds
    while manager.is_alive() and time.monotonic() < end:
        time.sleep(0.1)
    return manager.is_alive()


def main(folder):
    errors_file = tempfile.TemporaryFile()
    manager, client = start_new_kernel(kernel_name="deno", cwd=folder, startup_timeout=120, stderr=errors_file)
    try:
        # A name that no cell has defined: the kernel connects itself when it starts.
        deadline = time.monotonic() + 60
        traceback = ""
        while "Run All" not in traceback and time.monotonic() < deadline:
            errors = []
            client.execute_interactive(
                "smoothed(1)",
                timeout=60,
                output_hook=lambda message: errors.append(message["content"]) if message["msg_type"] == "error" else None,
            )
            traceback = "\n".join(errors[0]["traceback"])
        client.execute('console.log("looping"); for (;;) {}')
        while True:
            message = client.get_iopub_msg(timeout=60)
            if message["msg_type"] == "stream" and "looping" in message["content"]["text"]:
                break
        manager.interrupt_kernel()
        first = lives(manager, 3)
        manager.interrupt_kernel()
        second = lives(manager, 20)
        errors_file.seek(0)
        printed = errors_file.read().decode(errors="replace")
        print(json.dumps({"traceback": traceback, "first": first, "second": second, "printed": printed}))
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


if __name__ == "__main__":
    main(sys.argv[1])
