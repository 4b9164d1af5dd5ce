package io.foretide.connectors.onnx;

/**
 * What becomes of one output of the graph.
 *
 * @param column that it is stored as
 * @param tensor name of the graph's output; empty for its only one
 * @param index which of the numbers of a row (or of a step); -1 for the only one
 */
record OutputBinding(String column, String tensor, int index) {}
