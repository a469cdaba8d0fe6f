"""
The worker of lib/tools/bench/tokenizers.ts: trains with Hugging Face's `tokenizers`, encodes with tiktoken. Reads a JSON
command a line and prints a JSON reply a line. The trainers are those that make the test fixtures.
"""
import json
import sys
import time
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).parents[4] / "tests/fixtures/tokenizers"))

from hugging_face import train  # noqa: E402
from make_gpt2 import gpt2  # noqa: E402


def main():
    encoding = gpt2()
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        command = json.loads(line)
        started = time.perf_counter()
        if command["do"] == "train":
            tokenizer = train(command["kind"], command["vocabSize"], 0, [command["path"]])
            tokens = tokenizer.get_vocab_size()
        else:
            text = Path(command["path"]).read_bytes().decode()
            started = time.perf_counter()
            tokens = len(encoding.encode_ordinary(text))
        print(json.dumps({"seconds": time.perf_counter() - started, "tokens": tokens}), flush=True)


if __name__ == "__main__":
    main()
