/** Tests of the embedded store. */
@NullMarked
package io.foretide.store;

import org.jspecify.annotations.NullMarked;
