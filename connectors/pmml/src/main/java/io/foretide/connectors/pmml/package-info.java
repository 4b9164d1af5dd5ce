/** {@code run: {pmml: ...}}: models in the exchange format of the Data Mining Group. */
@org.jspecify.annotations.NullMarked
package io.foretide.connectors.pmml;
