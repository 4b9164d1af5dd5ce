/** Tests of qpack against bytes of the reference library. */
@org.jspecify.annotations.NullMarked
package io.foretide.connectors.qpack;
