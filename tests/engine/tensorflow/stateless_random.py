"""Writes stateless_random.json: what TensorFlow's own Python answers for stateless random ops of a few seeds.

    .venv/bin/python tests/engine/tensorflow/stateless_random.py > tests/engine/tensorflow/stateless_random.json
"""
import json

import tensorflow as tf

cases = []
for seed, shape in [([0, 0], [5]), ([7, 3], [2, 3]), ([2147483647, 1], [4]), ([12345, 67890], [1]), ([1, 2], [0])]:
    shape_tensor = tf.constant(shape, tf.int32)
    seed_tensor = tf.constant(seed, tf.int32)
    cases.append({
        "seed": seed,
        "shape": shape,
        "uniform": tf.raw_ops.StatelessRandomUniform(shape=shape_tensor, seed=seed_tensor).numpy().flatten().tolist(),
        "normal": tf.raw_ops.StatelessRandomNormal(shape=shape_tensor, seed=seed_tensor).numpy().flatten().tolist(),
    })
print(json.dumps({"tensorflow": tf.__version__, "cases": cases}, indent=1))
