@org.jspecify.annotations.NullMarked
package io.foretide.connectors.pmml;
