"""Presses the stop button of a real kernel, as Jupyter does, and prints what each cell printed and threw, as JSON."""

import json
import sys

from jupyter_client.manager import start_new_kernel


def main(folder, cells):
    manager, client = start_new_kernel(kernel_name="deno", cwd=folder, startup_timeout=120)
    replies = []
    try:
        for cell in cells:
            printed, errors = [], []

            def on_message(message):
                content = message["content"]
                if message["msg_type"] == "stream":
                    printed.append(content["text"])
                    if "press stop" in content["text"]:
                        manager.interrupt_kernel()
                elif message["msg_type"] == "error":
                    errors.append(content)

            reply = client.execute_interactive(cell, timeout=60, output_hook=on_message)
            replies.append({"status": reply["content"]["status"], "printed": "".join(printed), "errors": errors})
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    print(json.dumps(replies))


if __name__ == "__main__":
    main(sys.argv[1], json.loads(sys.argv[2]))
