"""Writes the models of `foretide bench onnx`: a scikit-learn forest, and dense networks of seeded weights.

Needs Debian's python3-onnx and python3-sklearn: /usr/bin/python3 bench.py ../../../../../app/src/main/resources/io/foretide/app/bench
"""

import os
import sys

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from sklearn.ensemble import RandomForestRegressor

for widths in ([64, 128, 64], [20, 16, 8, 16, 20]):
    random = np.random.default_rng(1)
    nodes, weights, at = [], [], "in"
    for i, (n, m) in enumerate(zip(widths, widths[1:])):
        last = i == len(widths) - 2
        w = random.normal(0, 1 / np.sqrt(n), (n, m)).astype(np.float32)
        weights += [numpy_helper.from_array(w, f"w{i}"), numpy_helper.from_array(np.zeros(m, np.float32), f"b{i}")]
        nodes.append(helper.make_node("Gemm", [at, f"w{i}", f"b{i}"], ["out" if last else f"g{i}"]))
        if not last:
            nodes.append(helper.make_node("Relu", [f"g{i}"], [f"h{i}"]))
            at = f"h{i}"
    graph = helper.make_graph(
        nodes, "dense",
        [helper.make_tensor_value_info("in", TensorProto.FLOAT, ["batch", widths[0]])],
        [helper.make_tensor_value_info("out", TensorProto.FLOAT, ["batch", widths[-1]])], weights)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)])
    model.ir_version = 7
    onnx.save(model, os.path.join(sys.argv[1], "-".join(map(str, widths)) + ".onnx"))

random = np.random.default_rng(2)
x = random.normal(0, 1, (2000, 20)).astype(np.float32)
forest = RandomForestRegressor(n_estimators=100, max_depth=5, random_state=1).fit(x, x[:, 0] * x[:, 1] + x[:, 2])
a = {k: [] for k in ("nodes_treeids", "nodes_nodeids", "nodes_featureids", "nodes_modes", "nodes_values",
                     "nodes_truenodeids", "nodes_falsenodeids", "target_ids", "target_nodeids",
                     "target_treeids", "target_weights")}
for t, estimator in enumerate(forest.estimators_):
    tree = estimator.tree_
    for n in range(tree.node_count):
        leaf = tree.children_left[n] < 0
        a["nodes_treeids"].append(t)
        a["nodes_nodeids"].append(n)
        a["nodes_featureids"].append(0 if leaf else int(tree.feature[n]))
        a["nodes_modes"].append("LEAF" if leaf else "BRANCH_LEQ")
        a["nodes_values"].append(0.0 if leaf else float(tree.threshold[n]))
        a["nodes_truenodeids"].append(0 if leaf else int(tree.children_left[n]))
        a["nodes_falsenodeids"].append(0 if leaf else int(tree.children_right[n]))
        if leaf:
            a["target_treeids"].append(t)
            a["target_nodeids"].append(n)
            a["target_ids"].append(0)
            a["target_weights"].append(float(tree.value[n][0][0]) / 100)
graph = helper.make_graph(
    [helper.make_node("TreeEnsembleRegressor", ["in"], ["out"], domain="ai.onnx.ml", n_targets=1, **a)], "forest",
    [helper.make_tensor_value_info("in", TensorProto.FLOAT, ["batch", 20])],
    [helper.make_tensor_value_info("out", TensorProto.FLOAT, ["batch", 1])])
model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 11), helper.make_opsetid("ai.onnx.ml", 1)])
model.ir_version = 6
onnx.save(model, os.path.join(sys.argv[1], "forest.onnx"))
