/** qpack, the binary form of values that SiriDB and Enodo speak. Knows no other part. */
@NullMarked
package io.foretide.connectors.qpack;

import org.jspecify.annotations.NullMarked;
