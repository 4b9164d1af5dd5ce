/** {@code run: {onnx: ...}}: models that other tools exported, run by onnxruntime. */
@NullMarked
package io.foretide.connectors.onnx;

import org.jspecify.annotations.NullMarked;
