/** Running it: reading, computing, committing. */
@NullMarked
package io.foretide.core.execute;

import org.jspecify.annotations.NullMarked;
