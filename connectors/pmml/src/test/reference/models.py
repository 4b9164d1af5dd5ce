"""Writes the PMML files of the tests, and what scikit-learn predicts with the same fitted models.

Needs Debian's python3-sklearn (1.2.1):
    /usr/bin/python3 models.py ../resources/models
Rows are made by a formula that the test repeats; see `series`.
"""

import json
import math
import os
import sys
from xml.sax.saxutils import quoteattr

import numpy as np
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.neural_network import MLPRegressor
from sklearn.tree import DecisionTreeRegressor

out = sys.argv[1]
os.makedirs(out, exist_ok=True)
FIELDS = ["flow", "temp", "flow_1h", "flow_mean", "hour"]


def series(k):
    """Two series in bucket k."""
    return 50 + 20 * math.sin(k / 7) + k % 5, 3 + math.cos(k / 11)


def row(k):
    """flow, temp, flow one hour ago, mean flow over an hour, hour of the day; buckets of 10 minutes."""
    hour = [series(j)[0] for j in range(k - 5, k + 1)]
    return [*series(k), series(k - 6)[0], sum(hour) / 6, (k % 144) / 6]


def tag(_element, content="", **attributes):
    a = "".join(" %s=%s" % (k, quoteattr(v if isinstance(v, str) else repr(float(v)) if isinstance(v, float) else str(v)))
                for k, v in attributes.items())
    return "<%s%s>%s</%s>" % (_element, a, content, _element)


def schema(target="y"):
    return tag("MiningSchema", "".join(tag("MiningField", name=f) for f in FIELDS)
               + tag("MiningField", name=target, usageType="target"))


def save(name, model, target='<DataField name="y" optype="continuous" dataType="double"/>'):
    fields = "".join(tag("DataField", name=f, optype="continuous", dataType="double") for f in FIELDS)
    text = ('<?xml version="1.0" encoding="UTF-8"?>\n<PMML xmlns="http://www.dmg.org/PMML-4_4" version="4.4">'
            '<Header copyright="Foretide tests"><Application name="models.py" version="1"/></Header>'
            + tag("DataDictionary", fields + target, numberOfFields=len(FIELDS) + 1) + model + "</PMML>\n")
    with open(os.path.join(out, name + ".pmml"), "w", encoding="utf-8") as f:
        f.write(text.replace("><", ">\n<"))


def terms(coefficients):
    return "".join(tag("NumericPredictor", name=f, coefficient=float(c)) for f, c in zip(FIELDS, coefficients))


def tree(t, n, test, scale=1.0):
    at = t.tree_
    score = float(at.value[n][0][0]) * scale
    if at.children_left[n] < 0:
        return tag("Node", test, id=str(n), score=score)
    field, limit = FIELDS[at.feature[n]], float(at.threshold[n])
    left = tag("SimplePredicate", field=field, operator="lessOrEqual", value=limit)
    right = tag("SimplePredicate", field=field, operator="greaterThan", value=limit)
    return tag("Node", test + tree(t, at.children_left[n], left, scale) + tree(t, at.children_right[n], right, scale),
               id=str(n), score=score)


def tree_model(t, scale=1.0, inner=False):
    return tag("TreeModel", schema() + tree(t, 0, "<True/>", scale), functionName="regression",
               splitCharacteristic="binarySplit", missingValueStrategy="none", noTrueChildStrategy="returnNullPrediction")


ks = list(range(200, 700))
x = np.array([row(k) for k in ks])
y = np.array([series(k + 6)[0] for k in ks])
seen = np.array([row(k) for k in range(720, 732)])
expected = {"first": 720}

ridge = Ridge(alpha=1.0).fit(x, y)
save("ridge", tag("RegressionModel", schema() + tag("RegressionTable", terms(ridge.coef_), intercept=float(ridge.intercept_)),
                  functionName="regression"))
expected["ridge"] = ridge.predict(seen).tolist()

single = DecisionTreeRegressor(max_depth=4, random_state=1).fit(x, y)
save("tree", tree_model(single))
expected["tree"] = single.predict(seen).tolist()

boosted = GradientBoostingRegressor(n_estimators=10, max_depth=3, learning_rate=0.3, random_state=1).fit(x, y)
start = float(boosted.init_.constant_[0][0])
segments = tag("Segment", "<True/>" + tag("RegressionModel", schema() + tag("RegressionTable", intercept=start),
                                          functionName="regression"), id="0")
for i, t in enumerate(boosted.estimators_[:, 0]):
    segments += tag("Segment", "<True/>" + tree_model(t, 0.3), id=str(i + 1))
save("boosted", tag("MiningModel", schema() + tag("Segmentation", segments, multipleModelMethod="sum"),
                    functionName="regression"))
expected["boosted"] = boosted.predict(seen).tolist()

mean, scale = x.mean(axis=0), x.std(axis=0)
net = MLPRegressor((6,), activation="tanh", max_iter=400, random_state=1).fit((x - mean) / scale, y)
inputs = ""
for i, f in enumerate(FIELDS):
    # (value - mean) / scale, as a norm that goes through two points.
    points = (tag("LinearNorm", orig=float(mean[i]), norm=0.0)
              + tag("LinearNorm", orig=float(mean[i] + scale[i]), norm=1.0))
    inputs += tag("NeuralInput", tag("DerivedField", tag("NormContinuous", points, field=f), optype="continuous",
                                     dataType="double"), id="i%d" % i)


def layer(w, b, prefix, before, **attributes):
    return tag("NeuralLayer", "".join(
        tag("Neuron", "".join(tag("Con", **{"from": "%s%d" % (before, i), "weight": float(w[i][j])})
                              for i in range(w.shape[0])), id="%s%d" % (prefix, j), bias=float(b[j]))
        for j in range(w.shape[1])), **attributes)


save("network", tag("NeuralNetwork", schema() + tag("NeuralInputs", inputs)
                    + layer(net.coefs_[0], net.intercepts_[0], "h", "i", activationFunction="tanh")
                    + layer(net.coefs_[1], net.intercepts_[1], "o", "h", activationFunction="identity")
                    + tag("NeuralOutputs", tag("NeuralOutput", tag(
                        "DerivedField", tag("FieldRef", field="y"), optype="continuous", dataType="double"),
                        outputNeuron="o0")), functionName="regression", activationFunction="tanh"))
expected["network"] = net.predict((seen - mean) / scale).tolist()

label = (y > 55).astype(int)
chance = LogisticRegression(C=0.01, max_iter=5000).fit(x, label)
outputs = tag("Output", tag("OutputField", name="label", feature="predictedValue", dataType="string", optype="categorical")
              + tag("OutputField", name="chance", feature="probability", value="high", dataType="double",
                    optype="continuous"))
save("chance", tag("RegressionModel", schema() + outputs
                   + tag("RegressionTable", terms(chance.coef_[0]), intercept=float(chance.intercept_[0]),
                         targetCategory="high")
                   + tag("RegressionTable", intercept=0.0, targetCategory="low"),
                   functionName="classification", normalizationMethod="logit"),
     '<DataField name="y" optype="categorical" dataType="string"><Value value="high"/><Value value="low"/></DataField>')
expected["chance"] = chance.predict_proba(seen)[:, 1].tolist()

with open(os.path.join(out, "expected.json"), "w", encoding="utf-8") as f:
    json.dump(expected, f, indent=1)
    f.write("\n")
