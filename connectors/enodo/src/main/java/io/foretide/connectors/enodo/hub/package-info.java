/** The hub of Enodo's protocol: who is connected, which series are counted, who runs which job. */
@NullMarked
package io.foretide.connectors.enodo.hub;

import org.jspecify.annotations.NullMarked;
