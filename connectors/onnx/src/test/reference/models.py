"""Writes the ONNX models of the tests, and what scikit-learn predicts with the same fitted models.

Needs Debian's python3-onnx (1.12) and python3-sklearn (1.2.1):
    /usr/bin/python3 models.py ../resources/models
Rows are made by a formula that the test repeats; see `series`.
"""

import json
import math
import os
import sys

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from sklearn.ensemble import RandomForestRegressor
from sklearn.linear_model import Ridge
from sklearn.neural_network import MLPRegressor

out = sys.argv[1]
os.makedirs(out, exist_ok=True)
ML = helper.make_opsetid("ai.onnx.ml", 1)
STD = helper.make_opsetid("", 11)


def series(k):
    """Two series in bucket k."""
    return 50 + 20 * math.sin(k / 7) + k % 5, 3 + math.cos(k / 11)


def row(k):
    """flow, temp, flow one hour ago, mean flow over an hour, hour of the day; buckets of 10 minutes."""
    hour = [series(j)[0] for j in range(k - 5, k + 1)]
    return [*series(k), series(k - 6)[0], sum(hour) / 6, (k % 144) / 6]


def save(name, nodes, inputs, outputs, weights=(), opsets=(STD, ML)):
    graph = helper.make_graph(nodes, name, inputs, outputs, list(weights))
    model = helper.make_model(graph, opset_imports=list(opsets), producer_name="foretide-tests")
    model.ir_version = 6
    onnx.save(model, os.path.join(out, name + ".onnx"))


def value(name, kind, shape):
    return helper.make_tensor_value_info(name, kind, shape)


F = TensorProto.FLOAT
ks = list(range(200, 700))
x = np.array([row(k) for k in ks], dtype=np.float32)
y = np.array([series(k + 6)[0] for k in ks])
seen = np.array([row(k) for k in range(720, 732)], dtype=np.float32)
expected = {"first": 720}

ridge = Ridge(alpha=1.0).fit(x, y)
save(
    "ridge",
    [helper.make_node("LinearRegressor", ["features"], ["variable"], domain="ai.onnx.ml",
                      coefficients=ridge.coef_.astype(np.float32).tolist(),
                      intercepts=[float(ridge.intercept_)], targets=1)],
    [value("features", F, ["batch", 5])],
    [value("variable", F, ["batch", 1])],
)
expected["ridge"] = ridge.predict(seen).tolist()

forest = RandomForestRegressor(n_estimators=8, max_depth=4, random_state=1).fit(x, y)
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
            a["target_weights"].append(float(tree.value[n][0][0]) / len(forest.estimators_))
save(
    "forest",
    [helper.make_node("TreeEnsembleRegressor", ["features"], ["variable"], domain="ai.onnx.ml",
                      n_targets=1, **a)],
    [value("features", F, [None, 5])],
    [value("variable", F, [None, 1])],
)
expected["forest"] = forest.predict(seen).tolist()

# Two outputs for each of three steps ahead, from a network with its scaler inside; doubles in.
y3 = np.array([[series(k + s)[0] for s in (1, 2, 3)] for k in ks])
mean, scale = x.mean(axis=0), x.std(axis=0)
net = MLPRegressor((12,), max_iter=3000, random_state=1, solver="lbfgs").fit((x - mean) / scale, y3)
w = {"mean": mean, "scale": scale, "w0": net.coefs_[0], "b0": net.intercepts_[0],
     "w1": net.coefs_[1], "b1": net.intercepts_[1]}
weights = [numpy_helper.from_array(v.astype(np.float32), k) for k, v in w.items()]
nodes = [
    helper.make_node("Cast", ["features"], ["single"], to=F),
    helper.make_node("Sub", ["single", "mean"], ["centred"]),
    helper.make_node("Div", ["centred", "scale"], ["scaled"]),
    helper.make_node("MatMul", ["scaled", "w0"], ["m0"]),
    helper.make_node("Add", ["m0", "b0"], ["a0"]),
    helper.make_node("Relu", ["a0"], ["h0"]),
    helper.make_node("MatMul", ["h0", "w1"], ["m1"]),
    helper.make_node("Add", ["m1", "b1"], ["steps"]),
    helper.make_node("Abs", ["steps"], ["size"]),
]
save("network", nodes, [value("features", TensorProto.DOUBLE, ["batch", 5])],
     [value("steps", F, ["batch", 3]), value("size", F, ["batch", 3])], weights)
expected["network"] = net.predict((seen - mean) / scale).tolist()

# A window of both series by names: the mean over the window, and an input of its own for the hour.
nodes = [
    helper.make_node("ReduceMean", ["window"], ["mean"], axes=[1], keepdims=0),
    helper.make_node("Add", ["mean", "hour"], ["both"]),
]
save("window", nodes, [value("window", F, ["batch", 6, 2]), value("hour", F, ["batch", 1])],
     [value("both", F, ["batch", 2])])

# One row at a time; integers.
save("single", [helper.make_node("Identity", ["count"], ["same"])],
     [value("count", TensorProto.INT64, [1, 1])], [value("same", TensorProto.INT64, [1, 1])])

# Nothing can run these.
save("future", [helper.make_node("Identity", ["a"], ["b"])], [value("a", F, ["batch", 1])],
     [value("b", F, ["batch", 1])], opsets=[helper.make_opsetid("", 999)])
save("words", [helper.make_node("Identity", ["a"], ["b"])],
     [value("a", TensorProto.STRING, ["batch", 1])], [value("b", TensorProto.STRING, ["batch", 1])])
save("fixed", [helper.make_node("Identity", ["a"], ["b"])], [value("a", F, [4, 1])], [value("b", F, [4, 1])])
save("summed", [helper.make_node("ReduceSum", ["a"], ["b"], keepdims=0)], [value("a", F, ["batch", 1])],
     [value("b", F, [])])

with open(os.path.join(out, "expected.json"), "w") as f:
    json.dump(expected, f, indent=1)
