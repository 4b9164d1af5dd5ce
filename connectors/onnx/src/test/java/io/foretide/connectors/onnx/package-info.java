@NullMarked
package io.foretide.connectors.onnx;

import org.jspecify.annotations.NullMarked;
