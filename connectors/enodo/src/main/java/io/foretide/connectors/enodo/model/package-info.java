/** Models that Enodo workers run. */
@NullMarked
package io.foretide.connectors.enodo.model;

import org.jspecify.annotations.NullMarked;
